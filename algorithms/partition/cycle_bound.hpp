/// Lower bound for communities whose diagram of connected sets is too wide (decision 0016).
///
/// Set partitioning once more, but its columns are priced as closed walks in the dual of the drawn community (cycle_price.hpp),
/// not by listing connected sets: sum pi + k * (least price of a grid - pi of its atoms) for every number of grids k. The prices
/// pi are one number a household within clusters of atoms, found by column generation in a shrinking box; a bound is only ever
/// what one pricing proves in whole numbers. Groups, limits and cannot-links are not looked at: they can only make plans dearer.
/// Effort is counted, not timed; whatever stops it leaves a valid bound.
#pragma once

#include "algorithms/partition/part_graph.hpp"
#include "core/run_context.hpp"

namespace wangge::partition {

struct CycleLimits {
  std::int64_t work = 600'000'000;  ///< table entries touched (eight in about a nanosecond or two)
  std::int32_t rounds = 30;
  std::int32_t clusters = 14;  ///< a grid
  double gap = 0.0;            ///< stop when the plan given is within this share of the bound
};

struct CycleBound {
  bool ran = false;  ///< false: not planar, over a million households, or the work ended before the first bound
  Cost lower = 0;    ///< of plan_cost of any plan with all grids in range and connected
  std::int64_t work = 0;
};

/// `plan`: any plan, better a good one; only where to start from. The graph is connected, households of a grid at least 1.
[[nodiscard]] CycleBound cycle_bound(const PartGraph& graph, const GridCosts& costs, const Labels& plan,
                                     const CycleLimits& limits, const RunContext& run);

}  // namespace wangge::partition
