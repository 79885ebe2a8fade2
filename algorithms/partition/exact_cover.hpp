/// Chooses exactly k columns that cover every node once, of least total reduced cost within a budget.
///
/// Depth first on the node with the fewest columns left; the budget shrinks by what the chosen columns cost above the least;
/// the last one or two columns are looked up by their complement (Knuth's exact cover with bounds). Exponential at worst:
/// `node_cap` limits the tree. Columns whose complement cannot be filled (pieces with unreachable totals) are dropped first.
#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/partition/price.hpp"
#include "core/run_context.hpp"

namespace wangge::partition {

struct CoverAnswer {
  bool complete = false;            ///< the whole tree was searched
  std::vector<std::size_t> chosen;  ///< columns of the best cover, empty when none
  double reduced = 0;               ///< its total reduced cost
  std::int64_t nodes = 0;
};

/// `least`: no column has a smaller reduced cost. A cover must have total reduced cost <= budget.
[[nodiscard]] CoverAnswer exact_cover(const PartGraph& graph, const GridCosts& costs, const std::vector<Column>& columns,
                                      std::int64_t k, double least, double budget, std::int64_t node_cap, const RunContext& run);

}  // namespace wangge::partition
