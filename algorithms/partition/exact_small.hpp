/// The best plan of a small part, whatever its grids hold: also where no plan is in range, or a side rule must be broken.
#pragma once

#include "algorithms/partition/part_graph.hpp"

namespace wangge::partition {

/// Each more would make it three times as dear.
inline constexpr std::int32_t kMostExactNodes = 15;

/// Least plan_cost + side_cost over all plans with connected grids, by dynamic programming over sets of nodes: each set's best
/// plan takes the grid of its lowest node and the best plan of the rest. O(3^n); a fixed number of grids makes it n times as
/// much. Empty when the part is too large, not connected, or has a change budget, which is no sum over grids.
[[nodiscard]] Labels exact_small(const PartGraph& graph, const GridCosts& costs);

}  // namespace wangge::partition
