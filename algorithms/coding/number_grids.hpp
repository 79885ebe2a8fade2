/// Order and codes of the grids of one community: north to south in bands of the median grid's height, west to east within a
/// band (DB11/T 2157-2023 orders west to east, north to south; the band makes that reproducible).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/catalogue.hpp"
#include "core/geometry.hpp"
#include "core/rules.hpp"

namespace wangge {

/// Permutation: the grids' numbers in the order of their codes.
[[nodiscard]] std::vector<std::size_t> order_of_grids(std::span<const MultiPolygon> areas);
/// By the template, where the rule has one. Else 15 digits (6 county + 3 sub-district + 3 community + 3 running number) where the
/// community's id has 12 digits, else "<id>-<three digits>". Text, never a number.
[[nodiscard]] std::string grid_code(const CodeRule& rule, const std::string& community_id, std::size_t number);
/// The running number of a code that grid_code made for this community, 0 for any other.
[[nodiscard]] std::size_t number_in_code(const CodeRule& rule, const std::string& community_id, const std::string& code);
/// "第一网格" / "Grid 1" with the community's name before it.
[[nodiscard]] std::string grid_name(const std::string& community_name, std::size_t number, Language language);
/// 1 -> 一, 12 -> 十二, 105 -> 一百零五; 1..999.
[[nodiscard]] std::string chinese_number(std::size_t number);

}  // namespace wangge
