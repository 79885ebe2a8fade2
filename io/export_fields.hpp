/// Names of plan attributes outside this program: short ASCII names (pinyin initials, the habit of Chinese survey data) for
/// shapefiles, Chinese names, and Chinese words for the fixed values.
#pragma once

#include <string>
#include <vector>

#include "core/catalogue.hpp"

namespace wangge {

/// At most 10 ASCII letters, "grid_code" -> "WGBM"; an unknown name in capitals, cut.
[[nodiscard]] std::string short_field_name(const std::string& layer, const std::string& field);
/// "grid_code" -> "网格编码"; an unknown name stays itself.
[[nodiscard]] std::string chinese_field_name(const std::string& layer, const std::string& field);
/// Names made different from each other (letters of either case count as equal), none longer than `max_bytes` in `encoding`.
[[nodiscard]] std::vector<std::string> distinct_names(const std::vector<std::string>& names, const std::string& encoding,
                                                      std::size_t max_bytes);
/// "comprehensive" -> "综合" for the columns with fixed words when the language is Chinese; anything else unchanged.
[[nodiscard]] std::string shown_value(const std::string& field, const std::string& value, Language language);

}  // namespace wangge
