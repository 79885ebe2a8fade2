#include "algorithms/partition/divide_community.hpp"

#include <algorithm>
#include <chrono>

#include "algorithms/partition/choose_compounds.hpp"
#include "algorithms/partition/compound_plan.hpp"
#include "algorithms/partition/conflicting_rules.hpp"
#include "algorithms/partition/explain_infeasible.hpp"
#include "algorithms/partition/keep_in_force.hpp"

namespace wangge {

using namespace partition;

Division divide_community(const DivisionProblem& problem, const DivideOptions& options, const RunContext& run,
                          const Division* start) {
  const auto begin = RunContext::Clock::now();
  if (problem.households.empty()) {
    Division nothing;
    nothing.proof = Proof::optimal;
    return nothing;
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
  keep_in_force(problem, division);
  const bool kept = division.out_of_range == 0 && division.broken == 0;
  if (!kept)
    division.proof = chosen.impossible || contradicts_itself(problem) ? Proof::infeasible : Proof::none;
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
