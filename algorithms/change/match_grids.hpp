/// One-to-one matching of old and new grids that keeps the most households (then the most buildings) in place.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/plan_comparison.hpp"

namespace wangge {

/// Sets `partners` of the links of a heaviest matching: no grid is in two pairs, and no other matching has more households in its
/// pairs, nor as many households and more buildings. Ties go to the earlier links.
/// Method: successive longest augmenting paths, the links of one connected group of grids at a time.
/// Cost: groups are as large as a community (10 to 40 grids): O(grids x links x grids) each, microseconds.
void match_grids(std::size_t old_grids, std::size_t new_grids, std::span<GridLink> links);

}  // namespace wangge
