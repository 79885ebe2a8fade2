#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "algorithms/partition/divide_community.hpp"
#include "algorithms/partition/prove.hpp"
#include "algorithms/partition/reduce.hpp"
#include "tests/algorithms/partition/exhaustive_oracle.hpp"

using namespace wangge;
using namespace wangge::test;

namespace {

/// Atoms in a row, each bordering the next.
DivisionProblem row_of(std::vector<std::int32_t> households) {
  DivisionProblem p;
  p.households = std::move(households);
  for (std::int32_t i = 0; i + 1 < static_cast<std::int32_t>(p.households.size()); ++i)
    p.edges.push_back({i, i + 1, kCostPerPoint, 0, true});
  return p;
}

DivideOptions quick() {
  DivideOptions options;
  options.seconds = 0.05;
  return options;
}

Division divide(const DivisionProblem& p, std::uint64_t seed = 1) {
  RunContext run;
  run.seed = seed;
  const Division d = divide_community(p, quick(), run);
  const DivisionFigures figures = measure(p, d.grid);
  CHECK(figures.out_of_range == d.out_of_range);
  CHECK(figures.split_households == d.split_households);
  CHECK(figures.score == d.score);
  CHECK(d.lower_bound <= d.score);
  for (const std::int32_t g : d.grid) CHECK((g >= 0 && g < d.grids));
  return d;
}

WorldOptions building_world(int width, int height) {
  WorldOptions options;
  options.width = width;
  options.height = height;
  options.mean = 45;
  options.missing = 0.03;
  options.cut_off = 0.03;
  options.compounds = 0.15;
  return options;
}

std::vector<std::int64_t> held(const Division& d, const std::vector<std::int64_t>& amount) {
  std::vector<std::int64_t> sum(static_cast<std::size_t>(d.grids), 0);
  for (std::size_t i = 0; i < amount.size(); ++i) sum[static_cast<std::size_t>(d.grid[i])] += amount[i];
  return sum;
}

bool fits_everywhere(const DivisionProblem& p) {
  std::vector<std::int64_t> size(p.households.size(), 0);
  for (std::size_t v = 0; v < p.compound.size(); ++v)
    if (p.compound[v] >= 0) size[static_cast<std::size_t>(p.compound[v])] += p.households[v];
  return *std::max_element(size.begin(), size.end()) <= p.max_households;
}

/// Households outside the heir of their old grid.
std::int64_t moved(const DivisionProblem& p, const Division& d) {
  std::map<std::int32_t, std::map<std::int32_t, std::int64_t>> held;
  for (std::size_t i = 0; i < p.previous.size(); ++i)
    if (p.previous[i] >= 0) held[p.previous[i]][d.grid[i]] += p.households[i];
  std::int64_t sum = 0;
  for (const auto& [old, by_grid] : held) {
    std::int64_t all = 0, most = 0;
    for (const auto& [grid, h] : by_grid) {
      all += h;
      most = std::max(most, h);
    }
    sum += all - most;
  }
  return sum;
}

}  // namespace

TEST_CASE("a community without atoms has no grids") {
  const Division d = divide({});
  CHECK(d.grids == 0);
  CHECK(d.proof == Proof::optimal);
}

TEST_CASE("one atom is one grid") {
  const Division d = divide(row_of({400}));
  CHECK(d.grids == 1);
  CHECK(d.out_of_range == 0);
  CHECK(d.proof == Proof::optimal);
}

TEST_CASE("a total of 550 fits no number of grids, a maximum of 550 would") {
  const Division d = divide(row_of({200, 150, 200}));
  CHECK(d.proof == Proof::infeasible);
  CHECK(d.out_of_range == 50);
  REQUIRE(d.reasons.size() == 1);
  CHECK(d.reasons[0].kind == InfeasibleReason::Kind::total_unreachable);
  CHECK(d.reasons[0].atoms.size() == 3);
  CHECK(d.reasons[0].households == 550);
  CHECK(d.reasons[0].smallest_maximum == 550);
}

TEST_CASE("an atom above the maximum is named") {
  const Division d = divide(row_of({400, 700, 350}));
  CHECK(d.proof == Proof::infeasible);
  CHECK(d.out_of_range == 200);
  CHECK(d.grids == 3);
  REQUIRE(d.reasons.size() == 1);
  CHECK(d.reasons[0].kind == InfeasibleReason::Kind::atom_too_large);
  CHECK(d.reasons[0].atoms == std::vector<std::int32_t>{1});
  CHECK(d.reasons[0].smallest_maximum == 700);
}

TEST_CASE("an atom above the maximum absorbs neighbours that no other grid can take") {
  const Division d = divide(row_of({40, 700, 350}));
  CHECK(d.out_of_range == 240);
  CHECK(d.grid[0] == d.grid[1]);
}

TEST_CASE("an atom that no set in range contains is named") {
  // 280 borders only 290: together 570, alone 280
  const Division d = divide(row_of({280, 290, 290, 330}));
  CHECK(d.proof == Proof::infeasible);
  REQUIRE_FALSE(d.reasons.empty());
  CHECK(d.reasons[0].kind == InfeasibleReason::Kind::atom_uncovered);
  CHECK(d.reasons[0].atoms == std::vector<std::int32_t>{0});
  CHECK(d.reasons[0].smallest_maximum > 500);
}

TEST_CASE("a component without households is a grid of its own and costs its shortfall") {
  DivisionProblem p = row_of({400, 0});
  p.edges[0].connects = false;
  const Division d = divide(p);
  CHECK(d.grids == 2);
  CHECK(d.out_of_range == 300);
  CHECK(d.proof == Proof::infeasible);
}

TEST_CASE("a compound that must be split is named") {
  DivisionProblem p = row_of({200, 200, 200, 200});
  p.compound = {-1, 0, 0, -1};
  const Division d = divide(p);
  CHECK(d.out_of_range == 0);
  CHECK(d.split_households == 400);
  CHECK(d.proof == Proof::optimal);
  REQUIRE(d.reasons.size() == 1);
  CHECK(d.reasons[0].kind == InfeasibleReason::Kind::compound_conflict);
  CHECK(d.reasons[0].compound == 0);
}

TEST_CASE("a compound above the maximum is divided by itself where it can be") {
  DivisionProblem p = row_of({390, 250, 150, 250, 150, 390});
  p.compound = {-1, 0, 0, 0, 0, -1};
  const Division d = divide(p);
  CHECK(d.out_of_range == 0);
  CHECK(d.grid[0] != d.grid[1]);
  CHECK(d.grid[4] != d.grid[5]);
  CHECK(d.grids == 4);
}

TEST_CASE("locked grids come back as they were") {
  DivisionProblem p = row_of({150, 180, 200, 210, 190, 100, 120});
  p.locked = {-1, -1, 5, 5, -1, -1, -1};
  const Division d = divide(p);
  CHECK(d.grid[2] == d.grid[3]);
  for (std::size_t i : {0U, 1U, 4U, 5U, 6U}) CHECK(d.grid[i] != d.grid[2]);
  CHECK(d.out_of_range == 0);
  CHECK(d.proof == Proof::optimal);
}

TEST_CASE("links are obeyed") {
  Random random(3);
  for (int i = 0; i < 30; ++i) {
    WorldOptions options = building_world(5, 4);
    options.mean = 80;
    options.compounds = 0;
    DivisionProblem p = random_world(options, random);
    const Division free = divide(p);
    if (free.out_of_range > 0 || free.grids < 2) continue;
    const AtomEdge& e = p.edges[static_cast<std::size_t>(random.below(p.edges.size()))];
    if (!e.connects) continue;
    DivisionProblem together = p, apart = p;
    together.must_link.assign(p.households.size(), -1);
    together.must_link[static_cast<std::size_t>(e.a)] = together.must_link[static_cast<std::size_t>(e.b)] = 4;
    const Division one = divide(together);
    CHECK(one.grid[static_cast<std::size_t>(e.a)] == one.grid[static_cast<std::size_t>(e.b)]);
    CHECK(one.score >= free.lower_bound);
    apart.cannot_link = {{e.a, e.b}};
    const Division two = divide(apart);
    if (two.out_of_range == 0) CHECK(two.grid[static_cast<std::size_t>(e.a)] != two.grid[static_cast<std::size_t>(e.b)]);
  }
}

TEST_CASE("no more households move than the budget allows") {
  Random random(8);
  int tested = 0;
  for (int i = 0; i < 12; ++i) {
    WorldOptions options = building_world(6, 5);
    options.mean = 60;
    options.compounds = 0;
    options.cut_off = 0;
    DivisionProblem p = random_world(options, random);
    const Division old = divide(p);
    if (old.out_of_range > 0) continue;
    ++tested;
    p.previous = old.grid;
    p.households[static_cast<std::size_t>(random.below(p.households.size()))] += 40;
    const auto total = std::accumulate(p.households.begin(), p.households.end(), std::int64_t{0});
    for (const double budget : {0.0, 0.05, 0.2}) {
      p.change_budget = budget;
      const Division d = divide(p);
      CHECK(moved(p, d) <= static_cast<std::int64_t>(budget * static_cast<double>(total) + 1e-9));
    }
  }
  CHECK(tested > 2);
}

TEST_CASE("worlds of many atoms: connected grids, whole compounds, equal answers on every run") {
  Random random(99);
  for (int i = 0; i < 4; ++i) {
    WorldOptions options = building_world(7 + 2 * i, 8);
    if (i > 0) options.compounds = 0.05;
    DivisionProblem p = random_world(options, random);
    if (!fits_everywhere(p)) p.compounds = CompoundRule::prefer;
    const Division d = divide(p);
    CHECK(measure(p, d.grid).connected);
    CHECK(divide(p).grid == d.grid);
    RunContext many;
    many.threads = 4;
    CHECK(divide_community(p, quick(), many).grid == d.grid);
  }
}

TEST_CASE("a cancelled run still returns a valid plan") {
  Random random(4);
  const DivisionProblem p = random_world(building_world(12, 12), random);
  RunContext run;
  run.cancel();
  const Division d = divide_community(p, {}, run);
  CHECK(measure(p, d.grid).connected);
  CHECK(d.score == measure(p, d.grid).score);
}

TEST_CASE("the proof finds the same optimum without a plan to start from") {
  using namespace wangge::partition;
  Random random(31);
  int compared = 0;
  for (int i = 0; i < 30; ++i) {
    WorldOptions options;
    options.width = 5;
    options.height = 4;
    options.mean = 90;
    options.cut_off = 0;
    options.missing = 0;
    const DivisionProblem p = random_world(options, random);
    RunContext run;
    const Division d = divide_community(p, {}, run);
    const LevelWeights weights = level_weights(p);
    const GridCosts costs = grid_costs(p, weights);
    const Reduction r = reduce(p, {}, weights);
    const ProveAnswer bare = prove_part(r.graph, costs, {}, {}, run);
    if (!bare.closed || d.proof == Proof::bound || d.proof == Proof::none) continue;
    ++compared;
    CHECK(bare.label.empty() == (d.proof == Proof::infeasible));
    if (!bare.label.empty()) CHECK(bare.cost + r.constant == d.score);
  }
  CHECK(compared > 20);
}

TEST_CASE("a further limit moves borders, and a plan within it is proven best") {
  DivisionProblem p = row_of(std::vector<std::int32_t>(12, 100));
  const std::vector<std::int64_t> persons{300, 300, 300, 50, 50, 50, 50, 50, 50, 50, 50, 50};
  CHECK(divide(p).score == 2 * kCostPerPoint);  // three grids of four atoms, two borders
  p.limits.push_back({persons, 650});
  const Division d = divide(p);
  CHECK(d.proof == Proof::infeasible);  // 900 persons in the first three atoms: no grid of 300 households may hold them
  p.limits[0].most = 900;
  const Division wide = divide(p);
  CHECK(wide.out_of_range == 0);
  CHECK(wide.proof == Proof::optimal);
  for (const std::int64_t sum : held(wide, persons)) CHECK(sum <= 900);
  CHECK(wide.score == 2 * kCostPerPoint + 50 * kCostPerPoint);  // 300 + 400 + 500 households
}
