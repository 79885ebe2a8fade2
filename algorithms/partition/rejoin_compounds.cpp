#include "algorithms/partition/rejoin_compounds.hpp"

#include <algorithm>
#include <map>

#include "algorithms/partition/compound_plan.hpp"
#include "algorithms/partition/disjoint_sets.hpp"

namespace wangge::partition {

namespace {

constexpr int kMostTries = 24, kTargetsACompound = 2;

/// Split compounds that some plan might keep whole, the one with most households first.
std::vector<std::int32_t> rejoinable(const Task& task, std::span<const std::int32_t> grid) {
  const std::vector<char> split = split_compounds(task, grid);
  std::vector<std::int32_t> out;
  for (std::size_t c = 0; c < split.size(); ++c)
    if (split[c] && !task.compound_torn[c] && task.compound_size[c] <= task.problem.max_households)
      out.push_back(static_cast<std::int32_t>(c));
  std::stable_sort(out.begin(), out.end(), [&](std::int32_t a, std::int32_t b) {
    return task.compound_size[static_cast<std::size_t>(a)] > task.compound_size[static_cast<std::size_t>(b)];
  });
  return out;
}

/// The grids that hold the compound, the one with most of its households first.
std::vector<std::int32_t> grids_of(const Task& task, std::span<const std::int32_t> grid, std::int32_t compound) {
  std::map<std::int32_t, std::int64_t> held;
  for (std::size_t i = 0; i < grid.size(); ++i)
    if (task.problem.compound[i] == compound) held[grid[i]] += task.problem.households[i];
  std::vector<std::int32_t> out;
  for (const auto& [g, households] : held) out.push_back(g);
  std::stable_sort(out.begin(), out.end(), [&](std::int32_t a, std::int32_t b) { return held[a] > held[b]; });
  return out;
}

/// The plan with the whole compound in one grid; what that cuts off from a grid becomes one of its own, to be joined by the
/// search.
std::vector<std::int32_t> moved(const Task& task, std::span<const std::int32_t> grid, std::int32_t compound,
                                std::int32_t target) {
  std::vector<std::int32_t> out(grid.begin(), grid.end());
  for (std::size_t i = 0; i < out.size(); ++i)
    if (task.problem.compound[i] == compound) out[i] = target;
  DisjointSets pieces(out.size());
  for (const AtomEdge& e : task.problem.edges)
    if (e.connects && out[static_cast<std::size_t>(e.a)] == out[static_cast<std::size_t>(e.b)]) pieces.join(e.a, e.b);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = pieces.find(static_cast<std::int32_t>(i));
  return out;
}

PartLimits mending(const PartLimits& limits) {
  PartLimits out = limits;
  out.effort *= 0.5;
  out.windows = out.proof = 0;
  out.more_cycles = 0;
  out.only_feasibility = out.mend = true;
  return out;
}

/// Tries each split compound; true when one has been put together.
bool rejoin_once(const Task& task, const CompoundPlan& usual, const PartLimits& light, int& tries, Attempt& best) {
  bool changed = false;
  for (const std::int32_t compound : rejoinable(task, best.division.grid)) {
    CompoundPlan plan = treatment_of(task, usual, best.division.grid);
    plan.whole[static_cast<std::size_t>(compound)] = 1;
    std::vector<std::int32_t> targets = grids_of(task, best.division.grid, compound);
    if (targets.size() > kTargetsACompound) targets.resize(kTargetsACompound);
    for (const std::int32_t target : targets) {
      if (--tries < 0 || task.run.should_stop()) return changed;
      Attempt now = attempt(task, plan, light, moved(task, best.division.grid, compound, target));
      if (now.rank() >= best.rank()) continue;
      best = std::move(now);
      changed = true;
      break;
    }
  }
  return changed;
}

}  // namespace

bool rejoin_compounds(const Task& task, const PartLimits& limits, Attempt& best) {
  if (best.hard > 0 || best.division.split_households <= task.torn_households) return false;
  const CompoundPlan usual = keep_all(task);
  int tries = kMostTries;
  bool changed = false;
  while (tries > 0 && rejoin_once(task, usual, mending(limits), tries, best)) changed = true;
  if (!changed) return false;
  PartLimits polish = limits;
  polish.more_cycles = std::max(polish.more_cycles, 4);
  Attempt polished = attempt(task, treatment_of(task, usual, best.division.grid), polish, std::vector(best.division.grid));
  if (polished.rank() < best.rank()) best = std::move(polished);
  return true;
}

}  // namespace wangge::partition
