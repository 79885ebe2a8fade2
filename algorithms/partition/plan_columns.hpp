/// Columns that a plan at hand suggests: its grids, and the sets that differ from one of them by one node.
///
/// With the neighbours the first prices already respect the plan's borders, which saves rounds of column generation.
#pragma once

#include <span>
#include <vector>

#include "algorithms/partition/price.hpp"

namespace wangge::partition {

/// Doubled micro-points: 2 g(households) plus the edges that leave; `nodes` ascending.
[[nodiscard]] double set_cost(const PartGraph& graph, const GridCosts& costs, std::span<const std::int32_t> nodes);

/// First the grids in order of their labels, then connected sets in range one node larger or smaller. O(nodes * largest grid).
[[nodiscard]] std::vector<Column> plan_columns(const PartGraph& graph, const GridCosts& costs,
                                               std::span<const std::int32_t> label);

}  // namespace wangge::partition
