/// Links, limits and a fixed number of grids go before the range of households: against every division of small communities.
#include <doctest/doctest.h>

#include <functional>

#include "algorithms/partition/conflicting_rules.hpp"
#include "algorithms/partition/divide_community.hpp"
#include "core/random.hpp"

using namespace wangge;

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// A block of 4 x 3 buildings.
DivisionProblem block(Random& random) {
  DivisionProblem p;
  for (int i = 0; i < 12; ++i) p.households.push_back(20 + static_cast<std::int32_t>(random.below(180)));
  for (std::int32_t y = 0; y < 3; ++y)
    for (std::int32_t x = 0; x < 4; ++x) {
      if (x < 3) p.edges.push_back({4 * y + x, 4 * y + x + 1, 10 * kCostPerPoint, 0, true});
      if (y < 2) p.edges.push_back({4 * y + x, 4 * y + x + 4, 10 * kCostPerPoint, 0, true});
    }
  std::sort(p.edges.begin(), p.edges.end(),
            [](const AtomEdge& a, const AtomEdge& b) { return std::pair(a.a, a.b) < std::pair(b.a, b.b); });
  return p;
}

/// Least (broken, out of range) of all divisions: grid by grid, each around the first building that has none.
std::pair<std::int64_t, std::int64_t> least(const DivisionProblem& p) {
  std::pair<std::int64_t, std::int64_t> best{1'000'000'000, 0};
  std::vector<std::int32_t> grid(p.households.size(), -1);
  const std::function<void(std::int32_t)> fill = [&](std::int32_t number) {
    const auto first = std::find(grid.begin(), grid.end(), -1);
    if (first == grid.end()) {
      const DivisionFigures figures = measure(p, grid);
      if (figures.connected) best = std::min(best, std::pair(figures.broken, figures.out_of_range));
      return;
    }
    // every set of buildings without a grid that holds the first one and is connected, grown building by building
    std::vector<std::vector<char>> seen_sets;
    const std::function<void(std::int64_t)> grow = [&](std::int64_t held) {
      std::vector<char> set;
      for (const std::int32_t g : grid) set.push_back(g == number ? 1 : 0);
      if (std::find(seen_sets.begin(), seen_sets.end(), set) != seen_sets.end()) return;
      seen_sets.push_back(set);
      if (held >= 120) fill(number + 1);  // smaller grids are best in none of these
      if (held > 700) return;
      for (const AtomEdge& e : p.edges)
        for (const auto& [in, out] : {std::pair(e.a, e.b), std::pair(e.b, e.a)})
          if (grid[at(in)] == number && grid[at(out)] < 0) {
            grid[at(out)] = number;
            grow(held + p.households[at(out)]);
            grid[at(out)] = -1;
          }
    };
    *first = number;
    const auto place = static_cast<std::size_t>(first - grid.begin());
    grow(p.households[place]);
    grid[place] = -1;
  };
  fill(0);
  return best;
}

}  // namespace

TEST_CASE("a plan keeps the rules that go before the range wherever one does, and misses the range by no more than it must") {
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    CAPTURE(seed);
    Random random(seed + 100);
    DivisionProblem p = block(random);
    if (seed % 3 == 0) {
      FurtherLimit persons{{}, 1100};
      for (int i = 0; i < 12; ++i) persons.amount.push_back(50 + static_cast<std::int64_t>(random.below(500)));
      p.limits.push_back(persons);
    } else if (seed % 3 == 1) {
      p.must_link.assign(12, -1);
      p.must_link[random.below(4)] = p.must_link[8 + random.below(4)] = 0;
    } else {
      p.count = GridCount::fixed;
      p.fixed_grids = 2 + static_cast<std::int32_t>(random.below(4));
    }
    const Division division = divide_community(p, {}, RunContext{});
    const DivisionFigures figures = measure(p, division.grid);
    CHECK(figures.broken == division.broken);
    CHECK(std::pair(division.broken, division.out_of_range) == least(p));
    const bool kept = division.broken == 0 && division.out_of_range == 0;
    CHECK((division.proof == Proof::infeasible) == !kept);
    CHECK(division.reasons.empty() == kept);
  }
}

TEST_CASE("reasons name the rule without which a plan exists") {
  Random random(3);
  DivisionProblem p = block(random);
  p.households.assign(12, 100);  // 3 grids of 400, or 4 of 300
  p.count = GridCount::fixed;
  p.fixed_grids = 6;
  const Division six = divide_community(p, {}, RunContext{});
  REQUIRE(six.reasons.size() == 1);
  CHECK(six.reasons[0].kind == InfeasibleReason::Kind::rule_conflict);
  CHECK(six.reasons[0].conflicts == std::vector{SideRule::fixed_count});
  p.count = GridCount::target;
  p.limits.push_back({std::vector<std::int64_t>(12, 300), 600});  // two buildings a grid at most
  const Division limited = divide_community(p, {}, RunContext{});
  CHECK(limited.broken == 0);
  REQUIRE(limited.reasons.size() == 1);
  CHECK(limited.reasons[0].conflicts == std::vector{SideRule::limits});
}

TEST_CASE("links that contradict each other are no optimal plan") {
  Random random(4);
  DivisionProblem p = block(random);
  p.households.assign(12, 100);
  p.must_link.assign(12, -1);
  p.must_link[0] = p.must_link[1] = 0;
  CHECK_FALSE(partition::contradicts_itself(p));
  CHECK(divide_community(p, {}, RunContext{}).proof == Proof::optimal);
  p.cannot_link.emplace_back(0, 1);
  CHECK(partition::contradicts_itself(p));
  const Division division = divide_community(p, {}, RunContext{});
  CHECK(division.broken > 0);
  CHECK(division.proof == Proof::infeasible);
}

namespace {

constexpr std::int32_t kWidth = 14, kHeight = 8;

/// A town of equal buildings in rows.
DivisionProblem town() {
  DivisionProblem p;
  p.households.assign(static_cast<std::size_t>(kWidth * kHeight), 20);
  for (std::int32_t y = 0; y < kHeight; ++y)
    for (std::int32_t x = 0; x < kWidth; ++x) {
      const std::int32_t here = kWidth * y + x;
      if (x + 1 < kWidth) p.edges.push_back({here, here + 1, 2 * kCostPerPoint, 0, true});
      if (y + 1 < kHeight) p.edges.push_back({here, here + kWidth, 2 * kCostPerPoint, 0, true});
    }
  return p;
}

}  // namespace

TEST_CASE("further limits are kept by smaller grids where none in range can") {
  DivisionProblem p = town();
  p.limits.push_back({std::vector<std::int64_t>(p.households.size(), 50), 270});  // five buildings a grid, 100 households
  p.limits[0].amount[40] = 1000;                                                  // alone beyond the limit
  const Division division = divide_community(p, {}, RunContext{});
  CHECK(measure(p, division.grid).connected);
  CHECK(division.broken == 730);
  CHECK(division.out_of_range > 0);
  REQUIRE_FALSE(division.reasons.empty());
  CHECK(division.reasons[0].conflicts == std::vector{SideRule::limits});
}

TEST_CASE("linked buildings far from each other share a grid where a way between them fits into one") {
  DivisionProblem p = town();
  p.must_link.assign(p.households.size(), -1);
  p.must_link.front() = p.must_link[kWidth * 5 + 10] = 7;  // 16 buildings with those between
  const Division division = divide_community(p, {}, RunContext{});
  const DivisionFigures figures = measure(p, division.grid);
  CHECK(figures.connected);
  CHECK(figures.broken == 0);
  CHECK(figures.out_of_range == 0);
  CHECK(division.proof == Proof::bound);
  CHECK(division.lower_bound <= division.score);
}

TEST_CASE("a number of grids that cannot hold the households is proven impossible") {
  Random random(5);
  DivisionProblem p = block(random);
  p.households.assign(12, 100);
  p.count = GridCount::fixed;
  for (const std::int32_t grids : {2, 5, 50}) {
    p.fixed_grids = grids;
    CHECK(partition::count_impossible(p));
    CHECK(divide_community(p, {}, RunContext{}).proof == Proof::infeasible);
  }
  p.fixed_grids = 3;
  CHECK_FALSE(partition::count_impossible(p));
  CHECK(divide_community(p, {}, RunContext{}).proof == Proof::optimal);
}

TEST_CASE("a maximum that means none costs neither time nor memory, and huge buildings no sense") {
  Random random(6);
  DivisionProblem p = block(random);
  p.max_households = 2'000'000'000;
  const Division division = divide_community(p, {}, RunContext{});
  CHECK(division.out_of_range == 0);
  CHECK(deviation_cost(10'000'000, 400) > deviation_cost(3'000'400, 400));
  CHECK(deviation_cost(3'000'400, 400) > 0);
}
