/// Chooses exactly k columns that cover every node once, of least total cost within a budget.
///
/// Depth first on the node with the fewest columns left; the budget shrinks by what the chosen columns cost above the least;
/// the last one or two columns are looked up by their complement (Knuth's exact cover with bounds). Exponential at worst:
/// `node_cap` limits the tree.
#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/partition/price.hpp"
#include "core/run_context.hpp"

namespace wangge::partition {

struct CoverAnswer {
  bool complete = false;            ///< the whole tree was searched
  std::vector<std::size_t> chosen;  ///< columns of the best cover, empty when none
  double cost = 0;                  ///< its total cost
  std::int64_t nodes = 0;
};

/// What a cover must keep, in doubled micro-points.
struct CoverLimits {
  double base = 0;    ///< cost of a cover is at least this plus its total reduced cost
  double least = 0;   ///< no column has a smaller reduced cost
  double budget = 0;  ///< the most that the cost may be, less `base`
  std::int64_t nodes = 200'000;
};

[[nodiscard]] CoverAnswer exact_cover(const PartGraph& graph, const GridCosts& costs, const std::vector<Column>& columns,
                                      std::int64_t k, const CoverLimits& limits, const RunContext& run);

}  // namespace wangge::partition
