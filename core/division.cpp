#include "core/division.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <numeric>
#include <utility>

namespace wangge {

Cost deviation_cost(std::int64_t households, std::int64_t target) {
  if (target <= 0) return 0;
  const std::int64_t off = households - target;
  constexpr std::int64_t small = 3'000'000;  // squares of more do not fit in 64 bits
  if (std::abs(off) <= small) return off * off * kCostPerPoint / target;
  const double cost = static_cast<double>(off) * static_cast<double>(off) / static_cast<double>(target) * kCostPerPoint;
  return static_cast<Cost>(std::min(cost, 4e17));
}

std::int64_t households_moved(const DivisionProblem& problem, std::span<const std::int32_t> grid) {
  std::map<std::int32_t, std::map<std::int32_t, std::int64_t>> share;  // old grid, new grid
  for (std::size_t i = 0; i < problem.previous.size(); ++i)
    if (problem.previous[i] >= 0) share[problem.previous[i]][grid[i]] += problem.households[i];
  std::int64_t moved = 0;
  for (const auto& [old, grids] : share) {
    std::int64_t all = 0, most = 0;
    for (const auto& [g, h] : grids) {
      all += h;
      most = std::max(most, h);
    }
    moved += all - most;
  }
  return moved;
}

namespace {

/// Must- and cannot-links that the plan breaks.
std::int64_t broken_links(const DivisionProblem& problem, std::span<const std::int32_t> grid) {
  std::map<std::int32_t, std::int32_t> grid_of;  // link -> grid of its first atom, -1 = several
  for (std::size_t i = 0; i < problem.must_link.size(); ++i) {
    if (problem.must_link[i] < 0) continue;
    const auto [place, fresh] = grid_of.emplace(problem.must_link[i], grid[i]);
    if (!fresh && place->second != grid[i]) place->second = -1;
  }
  const auto split = std::count_if(grid_of.begin(), grid_of.end(), [](const auto& link) { return link.second < 0; });
  return split + std::count_if(problem.cannot_link.begin(), problem.cannot_link.end(), [&](const auto& pair) {
           return grid[static_cast<std::size_t>(pair.first)] == grid[static_cast<std::size_t>(pair.second)];
         });
}

/// `grids`: labels in use.
std::int64_t broken_rules(const DivisionProblem& problem, std::span<const std::int32_t> grid, std::int64_t grids) {
  const std::int64_t full = std::max(1, problem.max_households);
  std::int64_t broken = full * broken_links(problem, grid);
  for (const FurtherLimit& limit : problem.limits) {
    std::vector<std::int64_t> held(static_cast<std::size_t>(grids), 0);
    for (std::size_t i = 0; i < limit.amount.size(); ++i) held[static_cast<std::size_t>(grid[i])] += limit.amount[i];
    for (const std::int64_t sum : held) broken += std::max<std::int64_t>(0, sum - limit.most);
  }
  if (problem.count == GridCount::fixed && problem.fixed_grids > 0) broken += full * std::abs(grids - problem.fixed_grids);
  if (!problem.previous.empty() && problem.change_budget < 1.0) {
    const auto total = std::accumulate(problem.households.begin(), problem.households.end(), std::int64_t{0});
    const double may = std::floor(std::max(0.0, problem.change_budget) * static_cast<double>(total) + 1e-9);
    broken += std::max<std::int64_t>(0, households_moved(problem, grid) - static_cast<std::int64_t>(may));
  }
  return broken;
}

/// Every grid hangs together through `connects` edges.
bool all_connected(const DivisionProblem& problem, std::span<const std::int32_t> grid) {
  std::vector<std::int32_t> root(grid.size());
  std::iota(root.begin(), root.end(), 0);
  const auto find = [&](std::int32_t v) {
    while (root[static_cast<std::size_t>(v)] != v) {
      std::int32_t& up = root[static_cast<std::size_t>(v)];
      v = up = root[static_cast<std::size_t>(up)];
    }
    return v;
  };
  for (const AtomEdge& e : problem.edges)
    if (e.connects && grid[static_cast<std::size_t>(e.a)] == grid[static_cast<std::size_t>(e.b)])
      root[static_cast<std::size_t>(find(e.a))] = find(e.b);
  std::vector<char> met;
  for (std::size_t i = 0; i < root.size(); ++i) {
    if (root[i] != static_cast<std::int32_t>(i)) continue;
    const auto g = static_cast<std::size_t>(grid[i]);
    if (met.size() <= g) met.resize(g + 1, 0);
    if (std::exchange(met[g], char{1}) != 0) return false;
  }
  return true;
}

}  // namespace

DivisionFigures measure_levels(const DivisionProblem& problem, std::span<const std::int32_t> grid) {
  const std::size_t n = problem.households.size();
  DivisionFigures figures;
  figures.score = problem.constant;
  std::int32_t grids = 0;
  for (const std::int32_t g : grid) grids = std::max(grids, g + 1);
  std::vector<std::int64_t> total(static_cast<std::size_t>(grids), 0);
  for (std::size_t i = 0; i < n; ++i) total[static_cast<std::size_t>(grid[i])] += problem.households[i];
  for (const std::int64_t h : total) {
    figures.out_of_range += std::max<std::int64_t>({0, problem.min_households - h, h - problem.max_households});
    if (problem.count == GridCount::target || problem.count == GridCount::fixed)
      figures.score += deviation_cost(h, problem.target_households);
  }
  figures.broken = broken_rules(problem, grid, grids);
  for (const AtomEdge& e : problem.edges)
    figures.score += grid[static_cast<std::size_t>(e.a)] != grid[static_cast<std::size_t>(e.b)] ? e.apart_cost : e.together_cost;

  // level 2: compounds that fit but lie in several grids
  std::int32_t compounds = 0;
  for (const std::int32_t c : problem.compound) compounds = std::max(compounds, c + 1);
  std::vector<std::int64_t> size(static_cast<std::size_t>(compounds), 0);
  std::vector<std::int32_t> first(static_cast<std::size_t>(compounds), -1);
  std::vector<char> split(static_cast<std::size_t>(compounds), 0);
  for (std::size_t i = 0; i < problem.compound.size(); ++i) {
    if (problem.compound[i] < 0) continue;
    const auto c = static_cast<std::size_t>(problem.compound[i]);
    size[c] += problem.households[i];
    if (first[c] < 0) first[c] = grid[i];
    if (first[c] != grid[i]) split[c] = 1;
  }
  if (problem.compounds != CompoundRule::ignore)
    for (std::size_t c = 0; c < size.size(); ++c)
      if (split[c] && size[c] <= problem.max_households) figures.split_households += size[c];
  return figures;
}

DivisionFigures measure(const DivisionProblem& problem, std::span<const std::int32_t> grid) {
  DivisionFigures figures = measure_levels(problem, grid);
  figures.connected = all_connected(problem, grid);
  return figures;
}

}  // namespace wangge
