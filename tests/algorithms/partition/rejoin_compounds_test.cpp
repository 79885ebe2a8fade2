#include "algorithms/partition/rejoin_compounds.hpp"

#include <doctest/doctest.h>

using namespace wangge;
using namespace wangge::partition;

namespace {

constexpr Cost kBorder = kCostPerPoint / 10;

/// Houses of 100 households around a block, each beside the next; grids of exactly 300. Those of `compound` are one compound.
DivisionProblem ring(const std::vector<std::int32_t>& compound) {
  DivisionProblem p;
  const auto n = static_cast<std::int32_t>(compound.size());
  p.households.assign(compound.size(), 100);
  p.compound = compound;
  for (std::int32_t i = 0; i < n; ++i) p.edges.push_back({i, (i + 1) % n, kBorder, 0, true});
  p.min_households = p.max_households = p.target_households = 300;
  return p;
}

Attempt of(const DivisionProblem& p, const std::vector<std::int32_t>& grid, std::int32_t grids) {
  Attempt a;
  a.division.grid = grid;
  a.division.grids = grids;
  const DivisionFigures figures = measure(p, grid);
  a.division.out_of_range = figures.out_of_range;
  a.division.split_households = figures.split_households;
  a.division.score = figures.score;
  return a;
}

}  // namespace

TEST_CASE("a split compound is put together and the grids around it shift") {
  const DivisionProblem p = ring({-1, -1, 0, 0, -1, -1});
  const RunContext run;
  const Task task = make_task(p, {}, run);
  Attempt best = of(p, {0, 0, 0, 1, 1, 1}, 2);
  REQUIRE(best.division.split_households == 200);
  CHECK(rejoin_compounds(task, PartLimits{}, best));
  CHECK(best.division.out_of_range == 0);
  CHECK(best.division.split_households == 0);
  CHECK(best.division.grid[2] == best.division.grid[3]);
  CHECK(measure(p, best.division.grid).connected);
}

TEST_CASE("a compound stays split where its grid could not be mended") {
  // In a row, not a ring, a grid with the two middle houses leaves a single house or two of them at an end.
  DivisionProblem p = ring({-1, -1, 0, 0, -1, -1});
  p.edges.pop_back();
  const RunContext run;
  const Task task = make_task(p, {}, run);
  Attempt best = of(p, {0, 0, 0, 1, 1, 1}, 2);
  const std::vector<std::int32_t> before = best.division.grid;
  CHECK_FALSE(rejoin_compounds(task, PartLimits{}, best));
  CHECK(best.division.grid == before);
}
