#include "io/export_layer.hpp"

#include <ogr_spatialref.h>

#include <algorithm>

#include "core/result.hpp"
#include "io/export_fields.hpp"
#include "io/layer_writer.hpp"
#include "io/ogr_shape.hpp"
#include "io/text_encoding.hpp"

namespace wangge {

namespace {

void end_row(LayerWriter& writer, SourceLayer& layer, std::size_t row, OGRwkbGeometryType type) {
  if (row >= layer.shapes.size() || layer.shapes[row].empty()) return writer.end();
  SourceShape& shape = layer.shapes[row];
  if (!shape.polygons.empty() && type == wkbMultiPolygon)
    writer.end_with(std::unique_ptr<OGRGeometry>(OGRGeometryFactory::forceToMultiPolygon(ogr_from(shape.polygons).release())));
  else if (!shape.polygons.empty())
    writer.end(shape.polygons);
  else if (!shape.lines.empty())
    writer.end(shape.lines);
  else
    writer.end(shape.points.front());
}

}  // namespace

LayerExport::LayerExport(const ExportFormat& format, const ExportOptions& options, bool gbk, std::string created)
    : format_(format), options_(options), gbk_(gbk), shapefile_(format.ending == ".shp"), created_(std::move(created)) {}

OGRwkbGeometryType LayerExport::type_of(const SourceLayer& layer) const {
  if (layer.shapes.empty()) return layer.rows == 0 ? wkbPolygon : wkbNone;
  bool area = false, line = false, point = false, many = false;
  for (const SourceShape& shape : layer.shapes) {
    area = area || !shape.polygons.empty();
    line = line || !shape.lines.empty();
    point = point || !shape.points.empty();
    many = many || shape.polygons.size() > 1 || shape.lines.size() > 1;
  }
  if (static_cast<int>(area) + static_cast<int>(line) + static_cast<int>(point) > 1) return wkbUnknown;
  if (point) return wkbPoint;
  if (format_.multi && area) return wkbMultiPolygon;
  if (many && !shapefile_) return wkbUnknown;
  return line ? wkbLineString : wkbPolygon;
}

/// Text as the shapefile will hold it: representable, at most 254 bytes.
std::string LayerExport::fitting(const std::string& text) const {
  if (!shapefile_) return text;
  std::string shown = text;
  if (gbk_) {
    TextCoder to("GBK", "UTF-8"), back("UTF-8", "GBK");
    shown = back.convert_all(to.convert_all(text, "?"), "?");
  }
  return cut_text(shown, gbk_ ? "GBK" : "UTF-8", 254);
}

std::size_t LayerExport::bytes_of(const std::string& text) const {
  return gbk_ ? TextCoder("GBK", "UTF-8").convert_all(text, "?").size() : text.size();
}

std::vector<WriterField> LayerExport::fields_of(const SourceLayer& layer, const std::string& name,
                                                const std::vector<std::vector<std::string>>& texts) {
  std::vector<std::string> given;
  for (const SourceColumn& column : layer.columns)
    given.push_back(!shapefile_               ? column.name
                    : options_.chinese_fields ? chinese_field_name(name, column.name)
                                              : short_field_name(name, column.name));
  const auto unique = shapefile_ ? distinct_names(given, gbk_ ? "GBK" : "UTF-8", 10) : given;
  std::vector<WriterField> fields;
  for (std::size_t i = 0; i < layer.columns.size(); ++i) {
    WriterField field = text_field(unique[i]);
    const ColumnKind kind = layer.columns[i].kind;
    if (kind == ColumnKind::whole) field = whole_field(unique[i]), field.width = shapefile_ ? 12 : 0;
    if (kind == ColumnKind::real)
      field = real_field(unique[i]), field.width = shapefile_ ? 18 : 0, field.precision = shapefile_ ? 6 : 0;
    if (kind == ColumnKind::text && shapefile_) {
      std::size_t width = 8;
      for (const std::string& text : texts[i]) width = std::max(width, bytes_of(text));
      field.width = static_cast<int>(std::min<std::size_t>(254, width));
    }
    if (shapefile_ || format_.ending == "PG:" || format_.ending == ".gpkg")
      aliases_.push_back({name, unique[i], layer.columns[i].name, chinese_field_name(name, layer.columns[i].name)});
    fields.push_back(field);
  }
  return fields;
}

std::vector<std::string> LayerExport::layer_options() const {
  if (shapefile_) {
    std::vector<std::string> out{gbk_ ? "ENCODING=GBK" : "ENCODING=UTF-8"};
    if (created_.size() >= 10) out.push_back("DBF_DATE_LAST_UPDATE=" + created_.substr(0, 10));
    return out;
  }
  if (std::string_view(format_.driver) == "GeoJSON") return {"RFC7946=YES", "COORDINATE_PRECISION=7", "WRITE_NAME=NO"};
  if (format_.ending == ".gpkg") return {"GEOMETRY_NAME=geom", "SPATIAL_INDEX=YES"};
  if (format_.ending == "PG:") return {"OVERWRITE=YES", "GEOMETRY_NAME=geom", "FID=fid", "LAUNDER=NO", "SPATIAL_INDEX=GIST"};
  if (format_.ending == ".kml") return {"NameField=grid_name"};
  return {};
}

void LayerExport::write(GDALDataset& dataset, SourceLayer layer, const std::string& name, const std::string& shown_name) {
  std::vector<std::vector<std::string>> texts(layer.columns.size());
  for (std::size_t i = 0; i < layer.columns.size(); ++i) {
    if (layer.columns[i].kind != ColumnKind::text) continue;
    for (std::size_t row = 0; row < layer.rows; ++row)
      texts[i].push_back(fitting(format_.words ? shown_value(layer.columns[i].name, layer.columns[i].text(row), options_.language)
                                               : layer.columns[i].text(row)));
  }
  OGRSpatialReference reference;
  reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  const bool known = !layer.crs_wkt.empty() && reference.SetFromUserInput(layer.crs_wkt.c_str()) == OGRERR_NONE;
  if (format_.world && !known)
    throw ErrorException(Error{ErrorCode::unsupported_format,
                               say(options_.language, "export_no_crs", {std::string(format_.ending)}), "",
                               say(options_.language, "export_no_crs_advice")});
  const OGRwkbGeometryType type = type_of(layer);
  LayerWriter writer(dataset, shown_name, type, known ? &reference : nullptr, fields_of(layer, name, texts), layer_options(),
                     options_.language);
  for (std::size_t row = 0; row < layer.rows; ++row) {
    writer.row();
    for (std::size_t i = 0; i < layer.columns.size(); ++i) {
      const SourceColumn& column = layer.columns[i];
      if (column.missing[row] != 0)
        writer.skip();
      else if (column.kind == ColumnKind::whole)
        writer.whole(column.wholes[row]);
      else if (column.kind == ColumnKind::real)
        writer.real(column.reals[row]);
      else
        writer.text(texts[i][row]);
    }
    end_row(writer, layer, row, type);
  }
}

}  // namespace wangge
