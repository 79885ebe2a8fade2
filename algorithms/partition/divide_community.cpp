#include "algorithms/partition/divide_community.hpp"

#include <algorithm>
#include <chrono>
#include <numeric>
#include <tuple>

#include "algorithms/partition/choose_compounds.hpp"
#include "algorithms/partition/compound_plan.hpp"
#include "algorithms/partition/conflicting_rules.hpp"
#include "algorithms/partition/explain_infeasible.hpp"
#include "algorithms/partition/join_links.hpp"
#include "algorithms/partition/keep_in_force.hpp"
#include "algorithms/partition/split_by_limits.hpp"

namespace wangge {

using namespace partition;

namespace {

/// Takes the plan in the place of the one at hand if it is better; bounds of narrower problems are not bounds of this one.
void take_if_better(const Task& task, const std::vector<std::int32_t>& grid, Division& division) {
  const DivisionFigures figures = measure(task.problem, grid);
  const auto rank = [](const auto& f) { return std::tuple(f.broken, f.out_of_range, f.split_households, f.score); };
  if (!figures.connected || rank(figures) >= rank(division)) return;
  division.grid = grid;
  division.grids = *std::max_element(grid.begin(), grid.end()) + 1;
  division.broken = figures.broken;
  division.out_of_range = figures.out_of_range;
  division.split_households = figures.split_households;
  division.score = figures.score;
  division.lower_bound = std::min(division.lower_bound, division.score);
}

/// Where links are broken: grows linked atoms together first.
void mend_links(const Task& task, const PartLimits& limits, Division& division) {
  DivisionProblem narrower;
  if (!join_links(task, narrower)) return;
  Task joined = make_task(narrower, task.options, task.run);
  joined.start = task.start;
  const Treatment found = choose_compounds(joined, limits);
  task.work += joined.work;
  take_if_better(task, found.attempt.division.grid, division);
}

/// Where further limits are exceeded: cuts those grids, then searches from there.
void mend_limits(const Task& task, const PartLimits& limits, Division& division) {
  if (task.problem.limits.empty()) return;
  const std::vector<std::int32_t> cut = split_by_limits(task.problem, division.grid, task.run);
  if (cut.empty()) return;
  take_if_better(task, cut, division);
  CompoundPlan open = keep_all(task);
  std::fill(open.closed.begin(), open.closed.end(), 0);
  take_if_better(task, attempt(task, open, limits, division.grid).division.grid, division);
}

/// Tables are as long as the maximum; "no maximum", spelled as a huge number, becomes one that no grid can reach.
std::int32_t usable_maximum(const DivisionProblem& problem) {
  constexpr std::int64_t large = 50'000;
  const std::int64_t total = std::accumulate(problem.households.begin(), problem.households.end(), std::int64_t{0});
  const std::int64_t reach = std::max<std::int64_t>({total, problem.min_households, problem.target_households, large});
  return static_cast<std::int32_t>(std::min<std::int64_t>(problem.max_households, reach));
}

}  // namespace

Division divide_community(const DivisionProblem& problem, const DivideOptions& options, const RunContext& run,
                          const Division* start) {
  const auto begin = RunContext::Clock::now();
  if (problem.households.empty()) {
    Division nothing;
    nothing.proof = Proof::optimal;
    return nothing;
  }
  if (const std::int32_t maximum = usable_maximum(problem); maximum < problem.max_households) {
    DivisionProblem lowered = problem;
    lowered.max_households = maximum;
    return divide_community(lowered, options, run, start);
  }
  Task task = make_task(problem, options, run);
  if (start != nullptr) {
    task.start = start->grid;
    task.impossible = start->proof == Proof::infeasible;
  }
  PartLimits limits;
  limits.effort = options.heuristic_effort;
  limits.prove = options.prove;
  limits.proof = static_cast<std::int64_t>(options.seconds * kWorkPerSecond);
  limits.windows = options.prove ? limits.proof / 5 : 0;
  limits.gap = options.gap;
  if (start != nullptr) limits.more_cycles = 2;
  const Treatment chosen = choose_compounds(task, limits);
  Division division = chosen.attempt.division;
  if (division.broken > 0) mend_links(task, limits, division);
  if (division.broken > 0) mend_limits(task, limits, division);
  keep_in_force(problem, division);
  const bool kept = division.out_of_range == 0 && division.broken == 0;
  if (!kept)
    division.proof =
        chosen.impossible || contradicts_itself(problem) || count_impossible(problem) ? Proof::infeasible : Proof::none;
  else
    division.proof = chosen.proven ? Proof::optimal : Proof::bound;
  if (division.proof == Proof::optimal) division.lower_bound = division.score;
  if (!kept || division.split_households > 0) {
    CompoundPlan plan = keep_all(task);
    std::fill(plan.closed.begin(), plan.closed.end(), 0);
    division.reasons =
        explain_infeasible(problem, plan, task.weights, task.costs, division.grid, division.proof == Proof::infeasible, run);
  }
  division.work = task.work;
  division.seconds = std::chrono::duration<double>(RunContext::Clock::now() - begin).count();
  return division;
}

}  // namespace wangge
