/// What following the plan in force costs: the city divided under growing budgets of change.
#pragma once

#include <span>
#include <vector>

#include "algorithms/plan/divide_all.hpp"
#include "core/city.hpp"
#include "core/run_context.hpp"

namespace wangge {

struct TradeOffRow {
  double change_budget = 0;           ///< share of households that may change grid, in every community
  std::int64_t households_moved = 0;  ///< that did
  std::int64_t out_of_range = 0;      ///< households short of the minimum or beyond the maximum
  std::int32_t grids = 0;             ///< comprehensive
  std::int32_t grids_in_range = 0;
  double score = 0;  ///< level 3 of the objective
};

/// Rows in the order of `budgets`. Empty without a plan in force. The cells are laid out once.
[[nodiscard]] std::vector<TradeOffRow> trade_off(const City& city, std::span<const double> budgets, const DivideOptions& options,
                                                 const DivideBudget& budget, const RunContext& run);

}  // namespace wangge
