/// Large neighbourhood search whose neighbourhoods are solved exactly.
///
/// A window of 2-5 neighbouring grids with few nodes is a division problem of its own with a good plan to start from; the exact
/// method (prove.hpp) either improves it or shows that this window is best. Ends when every drawn window is best, or by `work`.
/// Never makes a plan worse; grids stay connected. This is what takes building-level plans from a few per cent off to (near)
/// optimal when the whole part is too wide for a proof.
#pragma once

#include "algorithms/partition/part_graph.hpp"
#include "core/random.hpp"
#include "core/run_context.hpp"

namespace wangge::partition {

struct WindowLimits {
  std::int64_t work = 5'000'000;  ///< in units of the exact method
  std::int32_t nodes = 48;        ///< largest window
  std::int32_t grids = 5;
};

/// Improves `label` (dense) in place; returns its price, side rules included.
Cost improve_windows(const PartGraph& graph, const GridCosts& costs, const WindowLimits& limits, Random& random,
                     const RunContext& run, Labels& label);

}  // namespace wangge::partition
