/// Every sentence a user can meet, in English and Chinese, in one place: core/catalogue/*.inc, a file per part of the engine.
/// A row is {"id", "English with {0} {1}", "中文 {0} {1}"}. An unknown id yields the id itself (a test looks for those).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace wangge {

enum class Language { english, chinese };

/// The sentence with its places filled in.
[[nodiscard]] std::string say(Language language, std::string_view id, std::initializer_list<std::string> values = {});
[[nodiscard]] bool in_catalogue(std::string_view id);
/// A whole number with thousands separators, "1,048,986".
[[nodiscard]] std::string with_commas(std::int64_t number);
/// A number with a fixed count of decimals and a point.
[[nodiscard]] std::string with_decimals(double number, int decimals);

}  // namespace wangge
