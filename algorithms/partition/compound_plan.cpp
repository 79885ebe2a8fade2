#include "algorithms/partition/compound_plan.hpp"

namespace wangge::partition {

CompoundPlan keep_all(const Task& task) {
  CompoundPlan plan;
  const std::size_t n = task.compound_size.size();
  plan.whole.assign(n, 0);
  plan.closed.assign(n, 0);
  plan.soft.assign(n, 0);
  if (task.problem.compounds == CompoundRule::ignore) return plan;
  for (std::size_t c = 0; c < n; ++c) {
    const bool fits = task.compound_size[c] <= task.problem.max_households;
    plan.whole[c] = fits && !task.compound_torn[c];
    plan.closed[c] = !fits && task.costs.reachable(task.compound_size[c]);
  }
  return plan;
}

CompoundPlan treatment_of(const Task& task, const CompoundPlan& usual, std::span<const std::int32_t> grid) {
  const std::vector<std::int32_t>& compound = task.problem.compound;
  CompoundPlan own = usual;
  std::vector<std::int32_t> only(grid.size(), -2), first(own.whole.size(), -1);  // by grid its compound, by compound its grid
  for (std::size_t i = 0; i < compound.size(); ++i) {
    std::int32_t& held = only[static_cast<std::size_t>(grid[i])];
    held = held == -2 || held == compound[i] ? compound[i] : -3;
  }
  for (std::size_t i = 0; i < compound.size(); ++i) {
    if (compound[i] < 0) continue;
    const auto c = static_cast<std::size_t>(compound[i]);
    if (only[static_cast<std::size_t>(grid[i])] != compound[i]) own.closed[c] = 0;
    if (first[c] < 0) first[c] = grid[i];
    if (first[c] != grid[i]) own.whole[c] = 0;
  }
  return own;
}

std::vector<char> split_compounds(const Task& task, std::span<const std::int32_t> grid) {
  std::vector<std::int32_t> first(task.compound_size.size(), -1);
  std::vector<char> split(task.compound_size.size(), 0);
  for (std::size_t i = 0; i < grid.size(); ++i) {
    if (task.problem.compound[i] < 0) continue;
    const auto c = static_cast<std::size_t>(task.problem.compound[i]);
    if (first[c] < 0) first[c] = grid[i];
    split[c] |= first[c] != grid[i];
  }
  return split;
}

}  // namespace wangge::partition
