#include "algorithms/partition/keep_in_force.hpp"

#include <map>
#include <tuple>
#include <vector>

#include "algorithms/partition/reduce.hpp"

namespace wangge::partition {

namespace {

auto levels(const DivisionFigures& f, std::int32_t grids) {
  return std::tuple(f.broken, f.out_of_range, f.split_households, f.score, f.connected, grids);
}

}  // namespace

void keep_in_force(const DivisionProblem& problem, Division& division) {
  if (problem.previous.empty()) return;
  const std::vector<std::int32_t> part = part_of_atoms(problem);
  std::map<std::int32_t, bool> known;  // by part: every atom has an old grid
  for (std::size_t a = 0; a < part.size(); ++a) {
    bool& all = known.try_emplace(part[a], true).first->second;
    all = all && problem.previous[a] >= 0 && (problem.locked.empty() || problem.locked[a] < 0);
  }
  DivisionFigures figures = measure(problem, division.grid);
  std::int64_t moved = households_moved(problem, division.grid);
  for (const auto& [number, all] : known) {
    if (!all || moved == 0) continue;
    std::vector<std::int32_t> grid = division.grid;
    for (std::size_t a = 0; a < part.size(); ++a)
      if (part[a] == number) grid[a] = division.grids + problem.previous[a];
    const std::int32_t grids = renumber(grid);
    const DivisionFigures fresh = measure(problem, grid);
    const std::int64_t would_move = households_moved(problem, grid);
    if (levels(fresh, grids) != levels(figures, division.grids) || would_move >= moved) continue;
    division.grid = std::move(grid);
    moved = would_move;
  }
}

bool moves_less(const DivisionProblem& problem, const Division& a, const Division& b) {
  return !problem.previous.empty() && households_moved(problem, a.grid) < households_moved(problem, b.grid);
}

}  // namespace wangge::partition
