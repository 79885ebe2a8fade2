#include "io/export_format.hpp"

#include <array>
#include <cctype>
#include <filesystem>
#include <regex>

namespace wangge {

namespace {

constexpr std::array<ExportFormat, 8> kFormats{{
    {".shp", "ESRI Shapefile", false, true, false, false, false},
    {".geojson", "GeoJSON", false, false, true, false, false},
    {".json", "GeoJSON", false, false, true, false, false},
    {".gpkg", "GPKG", true, false, false, false, true},
    {".fgb", "FlatGeobuf", false, false, false, false, false},
    {".kml", "KML", true, true, true, false, false},
    {".gdb", "OpenFileGDB", true, false, false, true, false},
    {"PG:", "PostgreSQL", true, false, false, true, true},
}};

}  // namespace

std::string lower_ending(const std::string& path) {
  std::string lower = std::filesystem::path(path).filename().string();
  for (char& letter : lower) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  if (lower.ends_with(".rings.json")) return ".rings.json";
  return std::filesystem::path(lower).extension().string();
}

const ExportFormat* export_format_of(const std::string& path) {
  const std::string ending = path.starts_with("PG:") ? "PG:" : lower_ending(path);
  for (const ExportFormat& format : kFormats)
    if (format.ending == ending) return &format;
  return nullptr;
}

std::string shown_target(const std::string& target) {
  static const std::regex quoted("(password\\s*=\\s*)('[^']*'|\\S+)", std::regex::icase), in_address("(://[^:/@]*:)[^@]*@");
  return std::regex_replace(std::regex_replace(target, quoted, "$1***"), in_address, "$1***@");
}

}  // namespace wangge
