#include "algorithms/plan/trade_off.hpp"

#include "algorithms/plan/lay_out_city.hpp"

namespace wangge {

namespace {

void add(const DivisionProblem& problem, const Division& division, TradeOffRow& row) {
  std::vector<std::int64_t> held(static_cast<std::size_t>(division.grids), 0);
  for (std::size_t a = 0; a < division.grid.size(); ++a)
    held[static_cast<std::size_t>(division.grid[a])] += problem.households[a];
  for (const std::int64_t h : held) row.grids_in_range += h >= problem.min_households && h <= problem.max_households ? 1 : 0;
  row.grids += division.grids;
  row.households_moved += households_moved(problem, division.grid);
  row.out_of_range += division.out_of_range;
  row.score += static_cast<double>(division.score) / static_cast<double>(kCostPerPoint);
}

}  // namespace

std::vector<TradeOffRow> trade_off(const City& city, std::span<const double> budgets, const DivideOptions& options,
                                   const DivideBudget& budget, const RunContext& run) {
  std::vector<TradeOffRow> rows;
  if (!city.has_previous) return rows;
  const std::vector<CommunityDraft> drafts = lay_out_city(city, run);
  std::vector<DivisionProblem> problems;
  for (const CommunityDraft& draft : drafts) problems.push_back(draft.problem.problem);
  std::vector<const DivisionProblem*> all;
  for (const DivisionProblem& problem : problems) all.push_back(&problem);
  for (const double share : budgets) {
    for (DivisionProblem& problem : problems) problem.change_budget = share;
    const std::vector<Division> divisions = divide_all(all, options, budget, run);
    TradeOffRow row;
    row.change_budget = share;
    for (std::size_t i = 0; i < problems.size(); ++i) add(problems[i], divisions[i], row);
    rows.push_back(row);
    if (run.should_stop()) break;
  }
  return rows;
}

}  // namespace wangge
