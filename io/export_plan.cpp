#include "io/export_plan.hpp"

#include <ogr_spatialref.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>

#include "io/export_fields.hpp"
#include "io/layer_writer.hpp"
#include "io/nearest_name.hpp"
#include "io/output_layers.hpp"
#include "io/source_layer.hpp"
#include "io/text_encoding.hpp"
#include "io/workshop.hpp"

namespace wangge {

namespace fs = std::filesystem;

namespace {

std::string lower_ending(const std::string& path) {
  std::string ending = fs::path(path).extension().string();
  for (char& letter : ending) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  return ending;
}

class Exporting {
 public:
  Exporting(const std::string& plan_path, const std::string& out_path, const ExportOptions& options)
      : plan_(plan_path), out_(out_path), options_(options), ending_(lower_ending(out_path)) {
    const std::string encoding = canonical_encoding(options.encoding);
    gbk_ = encoding == "GB18030";
    if (!gbk_ && encoding != "UTF-8") refuse("export_encoding", {options.encoding}, "encoding_advice");
    if (options.chinese_fields && !gbk_ && ending_ == ".shp") refuse("export_chinese_fields", {}, "export_chinese_fields_advice");
  }

  void run() {
    if (out_.starts_with("PG:")) refuse("export_no_postgis", {}, "export_no_postgis_advice");
    if (ending_ == ".parquet" || ending_ == ".geoparquet") refuse("parquet_not_here", {}, "parquet_advice");
    if (driver_name() == nullptr) refuse("export_unknown", {ending_}, "export_unknown_advice");
    register_drivers();
    const std::vector<std::string> layers = chosen_layers();
    created_ = created();
    const Workshop workshop(out_, options_.language);
    const bool one_file = ending_ == ".gpkg" || ending_ == ".kml";
    const std::string stem = fs::path(out_).stem().string();
    if (one_file) {
      write_file(workshop.file(fs::path(out_).filename().string()), layers, layers);
    } else {
      for (std::size_t i = 0; i < layers.size(); ++i) {
        const std::string name = i == 0 ? stem : stem + "_" + layers[i];
        write_file(workshop.file(name + fs::path(out_).extension().string()), {layers[i]}, {name});
        if (ending_ == ".shp") mark_encoding(workshop.file(name));
      }
    }
    if (ending_ == ".shp") write_aliases(workshop.file(stem + "_fields.csv"));
    workshop.deliver();
  }

 private:
  [[noreturn]] void refuse(const char* id, std::initializer_list<std::string> values, const char* advice) const {
    throw ErrorException(
        Error{ErrorCode::unsupported_format, say(options_.language, id, values), out_, say(options_.language, advice)});
  }

  const char* driver_name() const {
    if (ending_ == ".shp") return "ESRI Shapefile";
    if (ending_ == ".geojson" || ending_ == ".json") return "GeoJSON";
    if (ending_ == ".gpkg") return "GPKG";
    if (ending_ == ".fgb") return "FlatGeobuf";
    return ending_ == ".kml" ? "KML" : nullptr;
  }

  std::vector<std::string> chosen_layers() const {
    const std::vector<std::string> there = layer_names(plan_, options_.language);
    std::vector<std::string> wanted = options_.layers;
    const bool by_default = wanted.empty();
    if (by_default) {
      if (ending_ == ".gpkg") return there;
      if (ending_ == ".shp")
        wanted = {"grids", "cells", "communities"};
      else
        wanted = {"grids"};
    }
    std::vector<std::string> layers;
    for (const std::string& name : wanted) {
      if (std::find(there.begin(), there.end(), name) != there.end())
        layers.push_back(name);
      else if (!by_default)
        throw ErrorException(Error{ErrorCode::unknown_layer, say(options_.language, "layer_missing", {name}), plan_,
                                   say(options_.language, "layers_are", {list_names(there)})});
    }
    if (layers.empty() && !there.empty()) layers.push_back(there.front());  // a single layer under another name
    return layers;
  }

  /// When the plan was made, from plan_info: dates the output, so that equal plans give equal bytes.
  std::string created() const {
    const std::vector<std::string> there = layer_names(plan_, options_.language);
    if (std::find(there.begin(), there.end(), "plan_info") == there.end()) return {};
    const SourceLayer info = read("plan_info");
    const SourceColumn* key = info.find("key");
    const SourceColumn* value = info.find("value");
    for (std::size_t row = 0; key != nullptr && value != nullptr && row < info.rows; ++row)
      if (key->text(row) == "created") return value->text(row);
    return {};
  }

  SourceLayer read(const std::string& name) const {
    LayerRequest request;
    request.section = name;
    request.path = plan_;
    request.layer = name;
    request.all_columns = true;
    request.language = options_.language;
    try {
      return read_source_layer(request);
    } catch (const ErrorException& error) {
      if (error.error().code != ErrorCode::invalid_input) throw;
      request.geometry = false;
      return read_source_layer(request);
    }
  }

  void write_file(const std::string& path, const std::vector<std::string>& layers, const std::vector<std::string>& names) {
    const GdalErrors errors;
    const FixedDate date(created_);
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(driver_name());
    GDALDatasetUniquePtr dataset(driver == nullptr ? nullptr : driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    if (!dataset)
      throw ErrorException(Error{ErrorCode::unwritable_file, say(options_.language, "write_failed", {errors.cause()}), out_, ""});
    if (dataset->TestCapability(ODsCTransactions) != 0) dataset->StartTransaction(FALSE);
    for (std::size_t i = 0; i < layers.size(); ++i) write_layer(*dataset, read(layers[i]), layers[i], names[i]);
    if (dataset->TestCapability(ODsCTransactions) != 0) dataset->CommitTransaction();
    dataset.reset();
    if (errors.failed())
      throw ErrorException(Error{ErrorCode::unwritable_file, say(options_.language, "write_failed", {errors.cause()}), out_, ""});
  }

  OGRwkbGeometryType type_of(const SourceLayer& layer) const {
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
    if (many && ending_ != ".shp") return wkbUnknown;
    return line ? wkbLineString : wkbPolygon;
  }

  /// Text as the shapefile will hold it: representable, at most 254 bytes.
  std::string fitting(const std::string& text) const {
    if (ending_ != ".shp") return text;
    std::string shown = text;
    if (gbk_) {
      TextCoder to("GBK", "UTF-8"), back("UTF-8", "GBK");
      shown = back.convert_all(to.convert_all(text, "?"), "?");
    }
    return cut_text(shown, gbk_ ? "GBK" : "UTF-8", 254);
  }

  std::size_t bytes_of(const std::string& text) const {
    return gbk_ ? TextCoder("GBK", "UTF-8").convert_all(text, "?").size() : text.size();
  }

  std::vector<WriterField> fields_of(const SourceLayer& layer, const std::string& name,
                                     const std::vector<std::vector<std::string>>& texts) {
    std::vector<std::string> given;
    const bool shapefile = ending_ == ".shp";
    for (const SourceColumn& column : layer.columns)
      given.push_back(!shapefile                ? column.name
                      : options_.chinese_fields ? chinese_field_name(name, column.name)
                                                : short_field_name(name, column.name));
    const auto unique = shapefile ? distinct_names(given, gbk_ ? "GBK" : "UTF-8", 10) : given;
    std::vector<WriterField> fields;
    for (std::size_t i = 0; i < layer.columns.size(); ++i) {
      WriterField field = text_field(unique[i]);
      const ColumnKind kind = layer.columns[i].kind;
      if (kind == ColumnKind::whole) field = whole_field(unique[i]), field.width = shapefile ? 12 : 0;
      if (kind == ColumnKind::real)
        field = real_field(unique[i]), field.width = shapefile ? 18 : 0, field.precision = shapefile ? 6 : 0;
      if (kind == ColumnKind::text && shapefile) {
        std::size_t width = 8;
        for (const std::string& text : texts[i]) width = std::max(width, bytes_of(text));
        field.width = static_cast<int>(std::min<std::size_t>(254, width));
      }
      if (shapefile)
        aliases_.push_back({name, unique[i], layer.columns[i].name, chinese_field_name(name, layer.columns[i].name)});
      fields.push_back(field);
    }
    return fields;
  }

  std::vector<std::string> layer_options(const std::string& created) const {
    if (ending_ == ".shp") {
      std::vector<std::string> out{gbk_ ? "ENCODING=GBK" : "ENCODING=UTF-8"};
      if (created.size() >= 10) out.push_back("DBF_DATE_LAST_UPDATE=" + created.substr(0, 10));
      return out;
    }
    if (ending_ == ".geojson" || ending_ == ".json") return {"RFC7946=YES", "COORDINATE_PRECISION=7", "WRITE_NAME=NO"};
    if (ending_ == ".gpkg") return {"GEOMETRY_NAME=geom", "SPATIAL_INDEX=YES"};
    if (ending_ == ".kml") return {"NameField=grid_name"};
    return {};
  }

  void write_layer(GDALDataset& dataset, SourceLayer layer, const std::string& name, const std::string& shown_name) {
    const bool words = ending_ == ".shp" || ending_ == ".kml";
    std::vector<std::vector<std::string>> texts(layer.columns.size());
    for (std::size_t i = 0; i < layer.columns.size(); ++i) {
      if (layer.columns[i].kind != ColumnKind::text) continue;
      for (std::size_t row = 0; row < layer.rows; ++row)
        texts[i].push_back(fitting(words ? shown_value(layer.columns[i].name, layer.columns[i].text(row), options_.language)
                                         : layer.columns[i].text(row)));
    }
    OGRSpatialReference reference;
    reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    const bool known = !layer.crs_wkt.empty() && reference.SetFromUserInput(layer.crs_wkt.c_str()) == OGRERR_NONE;
    const bool world = ending_ == ".geojson" || ending_ == ".json" || ending_ == ".kml";
    if (world && !known) refuse("export_no_crs", {ending_}, "export_no_crs_advice");
    LayerWriter writer(dataset, shown_name, type_of(layer), known ? &reference : nullptr, fields_of(layer, name, texts),
                       layer_options(created_), options_.language);
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
      end_row(writer, layer, row);
    }
  }

  static void end_row(LayerWriter& writer, SourceLayer& layer, std::size_t row) {
    if (row >= layer.shapes.size() || layer.shapes[row].empty()) return writer.end();
    SourceShape& shape = layer.shapes[row];
    if (!shape.polygons.empty())
      writer.end(shape.polygons);
    else if (!shape.lines.empty())
      writer.end(shape.lines);
    else
      writer.end(shape.points.front());
  }

  /// Both signs of the encoding: readers trust one or the other.
  void mark_encoding(const std::string& base) const {
    std::ofstream(base + ".cpg", std::ios::binary | std::ios::trunc) << (gbk_ ? "GBK" : "UTF-8");
    std::fstream dbf(base + ".dbf", std::ios::binary | std::ios::in | std::ios::out);
    dbf.seekp(29);
    dbf.put(gbk_ ? '\x4D' : '\0');
    if (!dbf)
      throw ErrorException(Error{ErrorCode::unwritable_file, say(options_.language, "write_failed", {base + ".dbf"}), out_, ""});
  }

  void write_aliases(const std::string& path) const {
    std::ofstream out(path, std::ios::binary);
    out << "\xEF\xBB\xBFlayer,field,name,中文\n";
    for (const Alias& one : aliases_) out << one.layer << ',' << one.field << ',' << one.name << ',' << one.chinese << '\n';
    if (!out.flush())
      throw ErrorException(Error{ErrorCode::unwritable_file, say(options_.language, "write_failed", {path}), out_, ""});
  }

  struct Alias {
    std::string layer, field, name, chinese;
  };
  std::string plan_, out_;
  const ExportOptions& options_;
  std::string ending_;
  bool gbk_ = false;
  std::string created_;
  std::vector<Alias> aliases_;
};

}  // namespace

Status export_plan(const std::string& plan_path, const std::string& out_path, const ExportOptions& options) {
  try {
    Exporting(plan_path, out_path, options).run();
    return Done{};
  } catch (const ErrorException& error) {
    Error all = error.error();
    if (all.place.empty()) all.place = out_path;
    return all;
  } catch (const std::exception& error) {
    return Error{ErrorCode::unwritable_file, error.what(), out_path, ""};
  }
}

}  // namespace wangge
