#include "io/export_plan.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "io/export_dxf.hpp"
#include "io/export_format.hpp"
#include "io/export_layer.hpp"
#include "io/export_postgis.hpp"
#include "io/export_rings.hpp"
#include "io/export_source.hpp"
#include "io/export_styles.hpp"
#include "io/gdal_errors.hpp"
#include "io/text_encoding.hpp"
#include "io/workshop.hpp"

namespace wangge {

namespace fs = std::filesystem;

namespace {

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
    if (ending_ == ".parquet" || ending_ == ".geoparquet") refuse("parquet_not_here", {}, "parquet_advice");
    const ExportFormat* format = export_format_of(out_);
    const bool own = ending_ == ".dxf" || ending_ == ".rings.json";
    if (format == nullptr && !own) refuse("export_unknown", {ending_}, "export_unknown_advice");
    register_drivers();
    const ExportSource source(plan_, options_.language);
    if (ending_ == ".dxf") return export_outlines(source, out_, options_);
    if (ending_ == ".rings.json") return export_rings(source, out_, options_);
    if (format->ending == "PG:") return export_to_postgis(source, out_, *format, options_);
    export_files(source, *format);
  }

 private:
  [[noreturn]] void refuse(const char* id, std::initializer_list<std::string> values, const char* advice) const {
    throw ErrorException(
        Error{ErrorCode::unsupported_format, say(options_.language, id, values), out_, say(options_.language, advice)});
  }
  [[noreturn]] void unwritten(const std::string& cause) const {
    throw ErrorException(Error{ErrorCode::unwritable_file, say(options_.language, "write_failed", {cause}), out_, ""});
  }

  std::vector<std::string> layers_for(const ExportSource& source, const ExportFormat& format) const {
    if (!options_.layers.empty()) return source.chosen(options_.layers, true);
    if (format.all_layers) return source.layers();
    const bool several = ending_ == ".shp" || ending_ == ".gdb";
    return source.chosen(several ? std::vector<std::string>{"grids", "cells", "communities"} : std::vector<std::string>{"grids"},
                         false);
  }

  void export_files(const ExportSource& source, const ExportFormat& format) {
    const std::vector<std::string> layers = layers_for(source, format);
    const std::string created = source.created();
    LayerExport writer(format, options_, gbk_, created);
    const Workshop workshop(out_, options_.language);
    const std::string stem = fs::path(out_).stem().string();
    if (format.one_file) {
      write_file(workshop.file(fs::path(out_).filename().string()), source, format, created, layers, layers, writer);
    } else {
      for (std::size_t i = 0; i < layers.size(); ++i) {
        const std::string name = i == 0 ? stem : stem + "_" + layers[i];
        write_file(workshop.file(name + fs::path(out_).extension().string()), source, format, created, {layers[i]}, {name},
                   writer);
        if (ending_ == ".shp") mark_encoding(workshop.file(name));
      }
    }
    if (ending_ == ".shp") write_aliases(workshop.file(stem + "_fields.csv"), writer.aliases());
    workshop.deliver();
  }

  void write_file(const std::string& path, const ExportSource& source, const ExportFormat& format, const std::string& created,
                  const std::vector<std::string>& layers, const std::vector<std::string>& names, LayerExport& writer) const {
    const GdalErrors errors;
    const FixedDate date(created);
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(format.driver);
    GDALDatasetUniquePtr dataset(driver == nullptr ? nullptr : driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    if (!dataset) unwritten(errors.cause());
    const bool transaction = dataset->TestCapability(ODsCTransactions) != 0;
    if (transaction) dataset->StartTransaction(FALSE);
    for (std::size_t i = 0; i < layers.size(); ++i) writer.write(*dataset, source.read(layers[i]), layers[i], names[i]);
    if (format.ending == ".gpkg") {
      write_layer_styles(*dataset, names, writer.aliases(), created, options_.language);
      write_field_aliases(*dataset, writer.aliases(), options_.language);
    }
    if (transaction) dataset->CommitTransaction();
    dataset.reset();
    if (errors.failed()) unwritten(errors.cause());
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

  void write_aliases(const std::string& path, const std::vector<ExportAlias>& aliases) const {
    std::ofstream out(path, std::ios::binary);
    out << "\xEF\xBB\xBFlayer,field,name,中文\n";
    for (const ExportAlias& one : aliases) out << one.layer << ',' << one.field << ',' << one.name << ',' << one.chinese << '\n';
    if (!out.flush()) unwritten(path);
  }

  std::string plan_, out_;
  const ExportOptions& options_;
  std::string ending_;
  bool gbk_ = false;
};

}  // namespace

Status export_plan(const std::string& plan_path, const std::string& out_path, const ExportOptions& options) {
  Error all;
  try {
    Exporting(plan_path, out_path, options).run();
    return Done{};
  } catch (const ErrorException& error) {
    all = error.error();
  } catch (const std::exception& error) {
    all = Error{ErrorCode::unwritable_file, error.what(), out_path, ""};
  }
  if (all.place.empty()) all.place = out_path;
  all.place = shown_target(all.place);
  all.message = shown_target(all.message);
  return all;
}

}  // namespace wangge
