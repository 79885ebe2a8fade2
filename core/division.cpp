#include "core/division.hpp"

#include <algorithm>
#include <numeric>

namespace wangge {

Cost deviation_cost(std::int64_t households, std::int64_t target) {
  const std::int64_t off = households - target;
  return target > 0 ? off * off * kCostPerPoint / target : 0;
}

DivisionFigures measure(const DivisionProblem& problem, std::span<const std::int32_t> grid) {
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
  std::vector<std::size_t> root(n);
  std::iota(root.begin(), root.end(), std::size_t{0});
  auto find = [&](std::size_t v) {
    while (root[v] != v) v = root[v] = root[root[v]];
    return v;
  };
  for (const AtomEdge& e : problem.edges) {
    const auto a = static_cast<std::size_t>(e.a), b = static_cast<std::size_t>(e.b);
    if (grid[a] != grid[b]) {
      figures.score += e.apart_cost;
    } else {
      figures.score += e.together_cost;
      if (e.connects) root[find(a)] = find(b);
    }
  }
  std::vector<std::int32_t> pieces(static_cast<std::size_t>(grids), 0);
  for (std::size_t i = 0; i < n; ++i)
    if (find(i) == i) ++pieces[static_cast<std::size_t>(grid[i])];
  figures.connected = std::all_of(pieces.begin(), pieces.end(), [](std::int32_t p) { return p <= 1; });

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

}  // namespace wangge
