/// Says why a community cannot be divided with every grid in range and every fitting compound whole, in atoms of the caller.
///
/// By connected part, first cause found first: rules that go before the range (conflicting_rules.hpp); an atom above the maximum;
/// a total that no number of grids has; atoms that no connected set in range contains; else no combination, which is claimed only
/// where it is proven, or that no plan was found. A split compound is named when splitting made the plan possible.
/// `smallest_maximum` is a maximum for which a plan was found; every smaller one was proven impossible as far as the limits of
/// cheap proofs reach; `largest_minimum` is the same for the minimum, where grids are too
/// small only, and by less than half. Parts above 150 nodes get no maximum.
#pragma once

#include <span>
#include <vector>

#include "algorithms/partition/reduce.hpp"
#include "core/run_context.hpp"

namespace wangge::partition {

/// `grid`: the plan as it will be returned. `compounds`: fitting ones whole, none closed. `impossible`: it is proven that no plan
/// is in range. Empty when nothing is wrong.
[[nodiscard]] std::vector<InfeasibleReason> explain_infeasible(const DivisionProblem& problem, const CompoundPlan& compounds,
                                                               const LevelWeights& weights, const GridCosts& costs,
                                                               std::span<const std::int32_t> grid, bool impossible,
                                                               const RunContext& run);

}  // namespace wangge::partition
