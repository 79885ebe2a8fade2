/// Of plans that are equally good the one that changes least: where the plan in force is as good as the one found, it stays.
#pragma once

#include "core/division.hpp"

namespace wangge::partition {

/// Puts the grids of the plan in force in the place of those found, part by connected part, wherever every atom of the part has
/// an old grid, all levels and the score come out the same, and fewer households move. Bounds and proofs hold as before, since
/// they speak of levels and scores. O(parts * atoms).
void keep_in_force(const DivisionProblem& problem, Division& division);

/// Is plan a better than plan b, equal in all levels and the score, because fewer households move?
[[nodiscard]] bool moves_less(const DivisionProblem& problem, const Division& a, const Division& b);

}  // namespace wangge::partition
