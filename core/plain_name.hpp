/// Spellings of one name: what planners' tables write in several ways.
#pragma once

#include <string>

namespace wangge {

/// Without blanks of any width, full-width letters and brackets made narrow, everyday traditional characters made simplified,
/// letters lower case: "阳光花園（北区） " and "阳光花园(北区)" become equal.
[[nodiscard]] std::string plain_name(const std::string& name);
/// `plain_name` without a part in brackets at the end and without the word 小区: the name that variants have in common.
[[nodiscard]] std::string root_of_name(const std::string& name);
/// Digits without leading zeros; any other text unchanged. "0012" and "12" become equal.
[[nodiscard]] std::string without_leading_zeros(const std::string& code);

}  // namespace wangge
