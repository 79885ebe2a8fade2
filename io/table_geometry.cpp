#include "io/table_geometry.hpp"

#include "io/ogr_shape.hpp"

namespace wangge {

namespace {

SourceShape shape_from_text(const std::string& text) {
  OGRGeometry* geometry = nullptr;
  if (!text.empty()) OGRGeometryFactory::createFromWkt(text.c_str(), nullptr, &geometry);
  const std::unique_ptr<OGRGeometry> owned(geometry);
  return shape_from_ogr(owned.get());
}

}  // namespace

void add_table_geometry(const LayerRequest& request, SourceLayer& layer) {
  const SourceColumn* x = layer.find(request.x_column);
  const SourceColumn* y = layer.find(request.y_column);
  const SourceColumn* wkt = layer.find(request.wkt_column);
  if (wkt == nullptr && (x == nullptr || y == nullptr)) return;
  layer.shapes.resize(layer.rows);
  for (std::size_t row = 0; row < layer.rows; ++row) {
    if (wkt != nullptr) {
      layer.shapes[row] = shape_from_text(wkt->text(row));
      continue;
    }
    const auto east = x->number(row);
    const auto north = y->number(row);
    if (east && north)
      layer.shapes[row].points.push_back({*east, *north});
    else
      layer.shapes[row].missing = true;
  }
}

}  // namespace wangge
