/// "Did you mean": the known name nearest to a misspelt one, and lists of names for advice.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace wangge {

/// The candidate with the fewest edits (letters of either case count as equal, Chinese characters as one letter),
/// at most a third of the word's length, at least one; empty when none is that near. First of equals.
[[nodiscard]] std::string nearest_name(std::string_view word, std::span<const std::string> candidates);
/// "a, b, c ..." with at most `limit` names.
[[nodiscard]] std::string list_names(std::span<const std::string> names, std::size_t limit = 30);

}  // namespace wangge
