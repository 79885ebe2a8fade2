#include "algorithms/partition/split_by_limits.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>

namespace wangge::partition {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// The atoms of one grid with the amounts of a limit in the place of households.
DivisionProblem grid_as_problem(const DivisionProblem& problem, const FurtherLimit& limit,
                                const std::vector<std::int32_t>& atoms) {
  constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max() / 4;
  DivisionProblem out;
  std::map<std::int32_t, std::int32_t> place;
  for (const std::int32_t a : atoms) {
    place.emplace(a, static_cast<std::int32_t>(place.size()));
    out.households.push_back(static_cast<std::int32_t>(std::min(limit.amount[at(a)], most)));
    if (!problem.must_link.empty()) out.must_link.push_back(problem.must_link[at(a)]);
  }
  for (const AtomEdge& e : problem.edges)
    if (const auto a = place.find(e.a), b = place.find(e.b); a != place.end() && b != place.end())
      out.edges.push_back({a->second, b->second, e.apart_cost, e.together_cost, e.connects});
  for (const auto& [x, y] : problem.cannot_link)
    if (const auto a = place.find(x), b = place.find(y); a != place.end() && b != place.end())
      out.cannot_link.emplace_back(a->second, b->second);
  out.min_households = 0;
  out.max_households = static_cast<std::int32_t>(std::clamp<std::int64_t>(limit.most, 1, most));
  out.target_households = std::max(1, out.max_households / 2);
  out.count = GridCount::fewest;
  out.compounds = CompoundRule::ignore;
  return out;
}

}  // namespace

std::vector<std::int32_t> split_by_limits(const DivisionProblem& problem, const std::vector<std::int32_t>& grid,
                                          const RunContext& run) {
  std::vector<std::int32_t> label = grid;
  std::int32_t grids = label.empty() ? 0 : *std::max_element(label.begin(), label.end()) + 1;
  bool any = false;
  for (const FurtherLimit& limit : problem.limits) {
    std::map<std::int32_t, std::vector<std::int32_t>> members;
    for (std::size_t i = 0; i < label.size(); ++i)
      if (problem.locked.empty() || problem.locked[i] < 0) members[label[i]].push_back(static_cast<std::int32_t>(i));
    for (const auto& [number, atoms] : members) {
      const std::int64_t held = std::accumulate(atoms.begin(), atoms.end(), std::int64_t{0},
                                                [&](std::int64_t sum, std::int32_t a) { return sum + limit.amount[at(a)]; });
      if (held <= limit.most || atoms.size() < 2) continue;
      DivideOptions options;
      options.seconds = 0;
      const Division pieces = divide_community(grid_as_problem(problem, limit, atoms), options, run);
      if (pieces.grids < 2) continue;
      for (std::size_t i = 0; i < atoms.size(); ++i)
        if (pieces.grid[i] > 0) label[at(atoms[i])] = grids + pieces.grid[i] - 1;
      grids += pieces.grids - 1;
      any = true;
    }
  }
  return any ? label : std::vector<std::int32_t>{};
}

}  // namespace wangge::partition
