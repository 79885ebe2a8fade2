#include "algorithms/partition/conflicting_rules.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include "algorithms/partition/attempt.hpp"

namespace wangge::partition {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

std::vector<SideRule> rules_of(const DivisionProblem& problem) {
  std::vector<SideRule> rules;
  if (!problem.limits.empty()) rules.push_back(SideRule::limits);
  if (std::any_of(problem.must_link.begin(), problem.must_link.end(), [](std::int32_t l) { return l >= 0; }))
    rules.push_back(SideRule::must_link);
  if (!problem.cannot_link.empty()) rules.push_back(SideRule::cannot_link);
  if (problem.count == GridCount::fixed && problem.fixed_grids > 0) rules.push_back(SideRule::fixed_count);
  if (!problem.previous.empty() && problem.change_budget < 1.0) rules.push_back(SideRule::change_budget);
  return rules;
}

void drop(SideRule rule, DivisionProblem& problem) {
  switch (rule) {
    case SideRule::limits: problem.limits.clear(); break;
    case SideRule::must_link: problem.must_link.clear(); break;
    case SideRule::cannot_link: problem.cannot_link.clear(); break;
    case SideRule::fixed_count: problem.count = GridCount::target; break;
    case SideRule::change_budget: problem.change_budget = 1.0; break;
  }
}

/// A plan was found that breaks no rule of the problem around the atoms; compounds may be split for it.
bool possible(const DivisionProblem& problem, std::span<const std::int32_t> atoms, const RunContext& run) {
  const DivideOptions options;
  const Task task = make_task(problem, options, run);
  const CompoundPlan open{std::vector<char>(task.compound_size.size(), 0), std::vector<char>(task.compound_size.size(), 0),
                          std::vector<char>(task.compound_size.size(), 0)};
  PartLimits limits;
  limits.effort = 0.5;
  limits.proof = 30'000;
  limits.only_feasibility = true;
  const Attempt found = attempt(task, open, limits);
  if (found.hard > 0) return false;
  const std::vector<std::int32_t>& grid = found.division.grid;
  std::vector<std::int64_t> held(at(found.division.grids), 0);
  for (std::size_t i = 0; i < grid.size(); ++i) held[at(grid[i])] += problem.households[i];
  return std::all_of(atoms.begin(), atoms.end(), [&](std::int32_t a) { return task.costs.out(held[at(grid[at(a)])]) == 0; });
}

}  // namespace

RuleConflict conflicting_rules(const DivisionProblem& problem, std::span<const std::int32_t> atoms, const RunContext& run) {
  const std::vector<SideRule> rules = rules_of(problem);
  RuleConflict found;
  for (const SideRule rule : rules) {
    DivisionProblem without = problem;
    drop(rule, without);
    if (possible(without, atoms, run)) found.rules.push_back(rule);
  }
  if (!found.rules.empty() || rules.size() < 2) return found;
  DivisionProblem without = problem;
  for (const SideRule rule : rules) drop(rule, without);
  if (possible(without, atoms, run)) found = {rules, true};
  return found;
}

bool count_impossible(const DivisionProblem& problem) {
  if (problem.count != GridCount::fixed || problem.fixed_grids <= 0) return false;
  const std::int64_t total = std::accumulate(problem.households.begin(), problem.households.end(), std::int64_t{0}),
                     grids = problem.fixed_grids;
  return grids > static_cast<std::int64_t>(problem.households.size()) || total < grids * problem.min_households ||
         total > grids * problem.max_households;
}

bool contradicts_itself(const DivisionProblem& problem) {
  if (problem.must_link.empty()) return false;
  const std::vector<std::int32_t>& link = problem.must_link;
  for (const auto& [a, b] : problem.cannot_link)
    if (link[at(a)] >= 0 && link[at(a)] == link[at(b)]) return true;
  const std::vector<std::int32_t> part = part_of_atoms(problem);
  std::map<std::int32_t, std::int32_t> part_of_link;
  for (std::size_t i = 0; i < link.size(); ++i)
    if (link[i] >= 0 && part_of_link.emplace(link[i], part[i]).first->second != part[i]) return true;
  return false;
}

}  // namespace wangge::partition
