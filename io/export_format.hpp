/// Private to io: the formats that a plan is exported to, by the ending of the output path.
#pragma once

#include <string>
#include <string_view>

namespace wangge {

struct ExportFormat {
  std::string_view ending;
  const char* driver;       ///< GDAL's name
  bool one_file = false;    ///< holds all layers; else one file a layer
  bool words = false;       ///< fixed values as words of the language ("综合")
  bool world = false;       ///< longitude and latitude
  bool multi = false;       ///< every polygon is written as a multipolygon: one type a layer
  bool all_layers = false;  ///< by default every layer of the plan
};

/// nullptr when the ending is not known.
[[nodiscard]] const ExportFormat* export_format_of(const std::string& path);
/// In small letters, with its point; of "x.rings.json" the whole ".rings.json".
[[nodiscard]] std::string lower_ending(const std::string& path);
/// The target as messages may show it: without passwords.
[[nodiscard]] std::string shown_target(const std::string& target);

}  // namespace wangge
