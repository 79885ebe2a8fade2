/// Codes of a re-division: a grid keeps the code of the old grid most of whose households it holds; others get numbers that no
/// grid of the community, living or retired, has borne.
#pragma once

#include <string>
#include <vector>

#include "core/rules.hpp"

namespace wangge {

/// @param fresh  codes in the order of numbering, as `grid_code` made them.
/// @param heir   by grid: the old code it inherits, or empty; no code twice.
/// @param exclusive  by grid: it is an exclusive one, numbered from CodeRule::exclusive_from on where the rule says so.
/// @param old    every code of the plan in force in this community, kept or not.
/// @return       codes, all different, none of `old` but inherited ones.
[[nodiscard]] std::vector<std::string> inherit_codes(const CodeRule& rule, const std::string& community_id,
                                                     const std::vector<std::string>& fresh, const std::vector<std::string>& heir,
                                                     const std::vector<char>& exclusive, const std::vector<std::string>& old);

}  // namespace wangge
