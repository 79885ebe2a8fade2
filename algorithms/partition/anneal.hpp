/// Moves border nodes between neighbouring grids, at first also when that costs a little (simulated annealing: Kirkpatrick,
/// Gelatt & Vecchi 1983). Grids stay connected at every step; no new grid is made, one may vanish. Side rules are priced.
#pragma once

#include "algorithms/partition/part_graph.hpp"
#include "core/random.hpp"
#include "core/run_context.hpp"

namespace wangge::partition {

struct AnnealLimits {
  double warmth = 0.5;  ///< first temperature, in prices of a mean border between two nodes
  double sweeps = 20;   ///< tries per border node
};

/// Labels in [0, n); returns the change of plan_cost + side_cost, never positive: the best plan met is kept.
/// About 0.1 us a try.
Cost anneal(const PartGraph& graph, const GridCosts& costs, const AnnealLimits& limits, Random& random, const RunContext& run,
            Labels& label);

}  // namespace wangge::partition
