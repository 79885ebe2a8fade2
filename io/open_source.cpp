#include "io/open_source.hpp"

#include <cpl_conv.h>
#include <cpl_vsi.h>

#include <algorithm>
#include <atomic>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "io/nearest_name.hpp"
#include "io/text_encoding.hpp"

namespace wangge {

namespace {

std::string lower_extension(const std::string& path) {
  std::string extension = std::filesystem::path(path).extension().string();
  for (char& letter : extension) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  return extension;
}

[[noreturn]] void refuse(const std::string& path, const std::string& message, const std::string& advice) {
  throw ErrorException(Error{ErrorCode::unreadable_file, message, path, advice});
}

void require_file(const std::string& path, Language language) {
  std::error_code problem;
  if (path.starts_with("/vsi") || std::filesystem::exists(path, problem)) return;
  std::vector<std::string> names;
  const auto folder = std::filesystem::path(path).parent_path();
  for (const auto& entry : std::filesystem::directory_iterator(folder.empty() ? "." : folder, problem))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  if (path.find('\\') != std::string::npos)
    refuse(path, say(language, "file_missing"), say(language, "file_missing_backslashes"));
  if (names.empty()) refuse(path, say(language, "file_missing"), say(language, "file_missing_folder"));
  const std::string meant = nearest_name(std::filesystem::path(path).filename().string(), names);
  refuse(path, say(language, "file_missing"),
         meant.empty() ? say(language, "file_missing_advice", {list_names(names, 12)}) : say(language, "did_you_mean", {meant}));
}

std::string new_memory_folder() {
  static std::atomic<std::uint64_t> counter{0};
  return "/vsimem/wangge_read_" + std::to_string(counter.fetch_add(1));
}

/// Copies a shapefile without index into memory, where GDAL may write the missing .shx.
std::string copy_for_index(const std::string& path, OpenSource& source) {
  source.memory_folder = new_memory_folder();
  for (const char* extension : {".shp", ".dbf", ".prj"}) {
    const std::string from = sibling_file(path, extension);
    if (!from.empty()) CPLCopyFile((source.memory_folder + "/layer" + extension).c_str(), from.c_str());
  }
  source.index_rebuilt = true;
  return source.memory_folder + "/layer.shp";
}

/// Text saved by spreadsheets as UTF-16 becomes UTF-8 in memory; returns the path to open.
std::string readable_table(const std::string& path, OpenSource& source) {
  std::ifstream in(path, std::ios::binary);
  char mark[2] = {0, 0};
  if (!in.read(mark, 2)) return path;
  const bool little = mark[0] == '\xFF' && mark[1] == '\xFE';
  const bool big = mark[0] == '\xFE' && mark[1] == '\xFF';
  if (!little && !big) return path;
  const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  TextCoder coder("UTF-8", little ? "UTF-16LE" : "UTF-16BE");
  const std::string text = coder.convert_all(bytes, "?");
  source.memory_folder = new_memory_folder();
  const std::string copy = source.memory_folder + "/" + std::filesystem::path(path).filename().string();
  VSILFILE* out = VSIFOpenL(copy.c_str(), "wb");
  if (out == nullptr) return path;
  VSIFWriteL(text.data(), 1, text.size(), out);
  VSIFCloseL(out);
  return copy;
}

/// A shapefile or lone .dbf: what must be checked before GDAL sees it.
std::string prepare_shapefile(const std::string& path, const std::string& extension, OpenSource& source, Language language) {
  source.shapefile = source.raw_bytes = true;
  source.parts = inspect_shapefile(path);
  if (source.parts.dbf_short && source.parts.has_dbf)
    refuse(path, say(language, "dbf_short", {std::to_string(source.parts.dbf_rows)}), say(language, "copy_again"));
  if (extension == ".dbf") return path;
  if (source.parts.shp_short) refuse(path, say(language, "shp_short"), say(language, "copy_again"));
  return source.parts.has_shx ? path : copy_for_index(path, source);
}

bool is_workbook(const OpenSource& source) { return source.driver == "XLSX" || source.driver == "ODS" || source.driver == "XLS"; }

/// While it lives the first row of a sheet holds the names of its columns, even where all cells are texts and GDAL could not
/// tell.
class FirstRowsAreNames {
 public:
  FirstRowsAreNames() { set("FORCE"); }
  FirstRowsAreNames(const FirstRowsAreNames&) = delete;
  FirstRowsAreNames& operator=(const FirstRowsAreNames&) = delete;
  ~FirstRowsAreNames() { set(nullptr); }

 private:
  static void set(const char* value) {
    for (const char* option : {"OGR_XLSX_HEADERS", "OGR_ODS_HEADERS", "OGR_XLS_HEADERS"})
      CPLSetThreadLocalConfigOption(option, value);
  }
};

}  // namespace

OpenSource::~OpenSource() {
  const GdalErrors quiet;  // a damaged file complains once more when it is closed
  dataset.reset();
  if (!memory_folder.empty()) VSIRmdirRecursive(memory_folder.c_str());
}

OpenSource open_source(const std::string& path, Language language) {
  register_drivers();
  require_file(path, language);
  OpenSource source;
  source.path = path;
  const std::string extension = lower_extension(path);
  if (extension == ".parquet" || extension == ".feather")
    refuse(path, say(language, "parquet_not_here"), say(language, "parquet_advice"));
  std::string opened = path;
  if (extension == ".shp" || extension == ".dbf") opened = prepare_shapefile(path, extension, source, language);
  if (extension == ".csv" || extension == ".tsv" || extension == ".txt") {
    opened = readable_table(path, source);
    source.raw_bytes = true;
  }
  if (extension == ".zip") opened = "/vsizip/" + path;
  const char* shapefile_options[] = {"ENCODING=", nullptr};
  const char* table_options[] = {"EMPTY_STRING_AS_NULL=YES", "AUTODETECT_TYPE=NO", nullptr};
  const char* const* options = source.shapefile ? shapefile_options : source.raw_bytes ? table_options : nullptr;
  GdalErrors errors;
  if (source.index_rebuilt) CPLSetThreadLocalConfigOption("SHAPE_RESTORE_SHX", "YES");
  const FirstRowsAreNames names;
  source.dataset.reset(
      GDALDataset::Open(opened.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, nullptr, options));
  if (source.index_rebuilt) CPLSetThreadLocalConfigOption("SHAPE_RESTORE_SHX", nullptr);
  if (!source.dataset) refuse(path, say(language, "file_unreadable", {errors.cause()}), say(language, "file_unreadable_advice"));
  if (source.dataset->GetLayerCount() == 0) refuse(path, say(language, "file_no_layers"), say(language, "file_no_layers_advice"));
  source.driver = source.dataset->GetDriverName();
  if (is_workbook(source))
    for (int i = 0; i < source.dataset->GetLayerCount(); ++i) source.dataset->GetLayer(i)->GetLayerDefn();  // reads the sheet
  if (source.driver == "ESRI Shapefile") source.shapefile = source.raw_bytes = true;
  return source;
}

std::vector<std::string> names_of_layers(OpenSource& source) {
  std::vector<std::string> names;
  for (int i = 0; i < source.dataset->GetLayerCount(); ++i) names.emplace_back(source.dataset->GetLayer(i)->GetName());
  if (source.index_rebuilt && names.size() == 1) names[0] = std::filesystem::path(source.path).stem().string();
  return names;
}

OGRLayer& layer_of(OpenSource& source, const std::string& layer, Language language) {
  GDALDataset& dataset = *source.dataset;
  const std::vector<std::string> names = names_of_layers(source);
  if (!layer.empty()) {
    for (std::size_t i = 0; i < names.size(); ++i)
      if (names[i] == layer) return *dataset.GetLayer(static_cast<int>(i));
    const std::string meant = nearest_name(layer, names);
    throw ErrorException(Error{
        ErrorCode::unknown_layer, say(language, "layer_missing", {layer}), source.path,
        (meant.empty() ? "" : say(language, "did_you_mean", {meant}) + " ") + say(language, "layers_are", {list_names(names)})});
  }
  if (names.size() == 1) return *dataset.GetLayer(0);
  if (is_workbook(source)) {
    for (int i = 0; i < dataset.GetLayerCount(); ++i)
      if (dataset.GetLayer(i)->GetFeatureCount() > 0) return *dataset.GetLayer(i);
  }
  throw ErrorException(Error{ErrorCode::unknown_layer, say(language, "layer_unnamed", {std::to_string(names.size())}),
                             source.path, say(language, "layers_are", {list_names(names)})});
}

}  // namespace wangge
