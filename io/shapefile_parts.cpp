#include "io/shapefile_parts.hpp"

#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <vector>

#include "io/text_encoding.hpp"

namespace wangge {

namespace {

void inspect_dbf(const std::string& path, ShapefileParts& parts) {
  std::ifstream in(path, std::ios::binary);
  std::array<unsigned char, 32> head{};
  if (!in.read(reinterpret_cast<char*>(head.data()), head.size())) {
    parts.dbf_short = true;
    return;
  }
  const auto word = [&](std::size_t at) {
    return static_cast<std::int64_t>(head[at]) | static_cast<std::int64_t>(head[at + 1]) << 8;
  };
  parts.dbf_rows = word(4) | word(6) << 16;
  const std::int64_t start = word(8);
  const std::int64_t width = word(10);
  const auto size = static_cast<std::int64_t>(std::filesystem::file_size(path));
  parts.dbf_short = width > 0 && size < start + parts.dbf_rows * width;
  if (parts.encoding_from.empty() && head[29] != 0) {
    parts.encoding = encoding_of_language_byte(head[29]);
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "LDID 0x%02X", head[29]);
    if (!parts.encoding.empty()) parts.encoding_from = text.data();
  }
  if (parts.dbf_short || width <= 0) return;
  in.seekg(start);
  std::vector<char> row(static_cast<std::size_t>(width));
  for (std::int64_t i = 0; i < parts.dbf_rows && in.read(row.data(), width); ++i) parts.deleted += row[0] == '*' ? 1 : 0;
}

}  // namespace

std::string sibling_file(const std::string& path, const std::string& extension) {
  std::string upper = extension;
  for (char& letter : upper) letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  std::error_code problem;
  for (const std::string& candidate : {extension, upper}) {
    const std::string file = std::filesystem::path(path).replace_extension(candidate).string();
    if (std::filesystem::exists(file, problem)) return file;
  }
  return {};
}

ShapefileParts inspect_shapefile(const std::string& path) {
  ShapefileParts parts;
  const std::string cpg = sibling_file(path, ".cpg");
  if (!cpg.empty()) {
    std::ifstream in(cpg);
    std::string word;
    std::getline(in, word);
    while (!word.empty() && std::isspace(static_cast<unsigned char>(word.back())) != 0) word.pop_back();
    if (word.starts_with("\xEF\xBB\xBF")) word.erase(0, 3);
    parts.encoding = canonical_encoding(word);
    parts.unknown_cpg = parts.encoding.empty() && !word.empty();
    if (!parts.encoding.empty()) parts.encoding_from = ".cpg " + word;
  }
  const std::string dbf = sibling_file(path, ".dbf");
  parts.has_dbf = !dbf.empty();
  if (parts.has_dbf) inspect_dbf(dbf, parts);
  parts.has_shx = !sibling_file(path, ".shx").empty();
  parts.has_prj = !sibling_file(path, ".prj").empty();
  const std::string shp = sibling_file(path, ".shp");
  if (!shp.empty()) {
    std::ifstream in(shp, std::ios::binary);
    std::array<unsigned char, 28> head{};
    if (in.read(reinterpret_cast<char*>(head.data()), head.size())) {
      const std::int64_t words = static_cast<std::int64_t>(head[24]) << 24 | static_cast<std::int64_t>(head[25]) << 16 |
                                 static_cast<std::int64_t>(head[26]) << 8 | static_cast<std::int64_t>(head[27]);
      parts.shp_short = static_cast<std::int64_t>(std::filesystem::file_size(shp)) < words * 2;
    } else {
      parts.shp_short = true;
    }
  }
  return parts;
}

}  // namespace wangge
