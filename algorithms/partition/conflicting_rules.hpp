/// Which rules that go before the range of households stand in its way: limits, links, a fixed number of grids, a change budget.
#pragma once

#include <span>
#include <vector>

#include "core/division.hpp"
#include "core/run_context.hpp"

namespace wangge::partition {

struct RuleConflict {
  std::vector<SideRule> rules;
  bool together = false;  ///< only all of them given up would do, not any one
};

/// Rules without which a plan was found that keeps all others and has every grid around `atoms` in range. Empty when none is
/// found. Costs a short search a rule.
[[nodiscard]] RuleConflict conflicting_rules(const DivisionProblem& problem, std::span<const std::int32_t> atoms,
                                             const RunContext& run);

/// No plan at all keeps the links: two buildings are to be together and apart, or together though nothing connects them.
[[nodiscard]] bool contradicts_itself(const DivisionProblem& problem);

/// The fixed number of grids can neither be made of the atoms nor hold the households within range.
[[nodiscard]] bool count_impossible(const DivisionProblem& problem);

}  // namespace wangge::partition
