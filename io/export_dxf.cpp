#include "io/export_dxf.hpp"

#include <gdal_priv.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>

#include "core/result.hpp"
#include "io/gdal_errors.hpp"
#include "io/ogr_shape.hpp"
#include "io/workshop.hpp"

namespace wangge {

namespace {

namespace fs = std::filesystem;

class Drawing {
 public:
  Drawing(const std::string& file, const std::string& shown, Language language) : shown_(shown), language_(language) {
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("DXF");
    dataset_.reset(driver == nullptr ? nullptr : driver->Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    layer_ = dataset_ ? dataset_->CreateLayer("entities", nullptr, wkbUnknown, nullptr) : nullptr;
    if (layer_ == nullptr) fail();
  }
  void outline(const std::string& layer, const Ring& ring) {
    Polyline line = ring;
    line.push_back(ring.front());
    add(layer, ogr_from(MultiPolyline{line}), "");
  }
  void text(const std::string& layer, Point place, const std::string& words, double height) {
    char style[200];
    CPLsnprintf(style, sizeof style, "LABEL(f:\"Arial\",t:\"%s\",s:%.1fg,p:5)", words.c_str(), height);
    add(layer, ogr_from(place), style);
  }
  void close() {
    dataset_.reset();
    if (errors_.failed()) fail();
  }

 private:
  void add(const std::string& layer, std::unique_ptr<OGRGeometry> geometry, const std::string& style) {
    OGRFeature feature(layer_->GetLayerDefn());
    feature.SetField("Layer", layer.c_str());
    if (!style.empty()) feature.SetStyleString(style.c_str());
    feature.SetGeometryDirectly(geometry.release());
    if (layer_->CreateFeature(&feature) != OGRERR_NONE) fail();
  }
  [[noreturn]] void fail() const {
    throw ErrorException(Error{ErrorCode::unwritable_file, say(language_, "write_failed", {errors_.cause()}), shown_, ""});
  }

  const GdalErrors errors_;
  std::string shown_;
  Language language_;
  GDALDatasetUniquePtr dataset_;
  OGRLayer* layer_ = nullptr;
};

std::string column_text(const SourceLayer& layer, const char* name, std::size_t row) {
  const SourceColumn* column = layer.find(name);
  return column == nullptr ? std::string() : column->text(row);
}

const char* drawing_layer(const std::string& name, const std::string& kind) {
  if (name == "communities") return "COMMUNITIES";
  return kind == "exclusive" ? "EXCLUSIVE" : kind == "micro" ? "MICRO" : "GRIDS";
}

void draw(const SourceLayer& layer, const std::string& name, Drawing& drawing) {
  for (std::size_t row = 0; row < layer.rows && row < layer.shapes.size(); ++row) {
    const MultiPolygon& parts = layer.shapes[row].polygons;
    if (parts.empty()) continue;
    const char* on = drawing_layer(name, column_text(layer, "kind", row));
    for (const Polygon& part : parts) {
      drawing.outline(on, part.outer);
      for (const Ring& hole : part.holes) drawing.outline(on, hole);
    }
    const auto largest =
        std::max_element(parts.begin(), parts.end(), [](const Polygon& a, const Polygon& b) { return area({a}) < area({b}); });
    const std::string code = column_text(layer, "grid_code", row);
    if (!code.empty()) drawing.text("GRID_CODES", interior_point({*largest}), code, 8.0);
  }
}

void write_prj(const std::string& path, const std::string& wkt) {
  OGRSpatialReference reference;
  if (wkt.empty() || reference.SetFromUserInput(wkt.c_str()) != OGRERR_NONE || reference.morphToESRI() != OGRERR_NONE) return;
  char* text = nullptr;
  if (reference.exportToWkt(&text) == OGRERR_NONE) std::ofstream(path, std::ios::binary) << text;
  CPLFree(text);
}

}  // namespace

void export_outlines(const ExportSource& source, const std::string& path, const ExportOptions& options) {
  const std::vector<std::string> wanted =
      options.layers.empty() ? std::vector<std::string>{"grids", "communities"} : options.layers;
  const Workshop workshop(path, options.language);
  Drawing drawing(workshop.file(fs::path(path).filename().string()), path, options.language);
  std::string wkt;
  for (const std::string& name : source.chosen(wanted, !options.layers.empty())) {
    const SourceLayer layer = source.read(name);
    wkt = layer.crs_wkt;
    draw(layer, name, drawing);
  }
  drawing.close();
  write_prj(workshop.file(fs::path(path).stem().string() + ".prj"), wkt);
  workshop.deliver();
}

}  // namespace wangge
