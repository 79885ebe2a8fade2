#include "algorithms/change/compare_plans.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include "algorithms/change/match_grids.hpp"
#include "core/random.hpp"

using namespace wangge;

namespace {

/// One community of one building a cell; `old_of` and `new_of` by building.
struct Pair {
  City city;
  Plan old_plan, new_plan;
};

Plan plan_of(const City& city, const std::vector<std::int32_t>& grid_of) {
  Plan plan;
  for (std::int32_t g = 0; g <= *std::max_element(grid_of.begin(), grid_of.end()); ++g) {
    PlanGrid grid;
    grid.code = "G" + std::to_string(g);
    grid.community = 0;
    plan.grids.push_back(grid);
  }
  for (std::size_t b = 0; b < grid_of.size(); ++b) {
    PlanCell cell;
    cell.building = static_cast<std::int32_t>(b);
    cell.community = 0;
    cell.grid = grid_of[b];
    cell.households = city.buildings[b].households;
    plan.cells.push_back(cell);
  }
  return plan;
}

Pair pair_of(const std::vector<int>& households, const std::vector<std::int32_t>& old_of,
             const std::vector<std::int32_t>& new_of) {
  Pair p;
  p.city.communities.push_back({"C", "C", "", "", {}, 0});
  for (const int h : households) {
    Building b;
    b.id = std::to_string(p.city.buildings.size());
    b.households = Households(h);
    b.community = 0;
    p.city.buildings.push_back(b);
  }
  p.old_plan = plan_of(p.city, old_of);
  p.new_plan = plan_of(p.city, new_of);
  return p;
}

}  // namespace

TEST_CASE("a plan compared with itself, its grids numbered otherwise, has not changed") {
  const Pair p = pair_of({10, 20, 30, 0}, {0, 0, 1, 2}, {2, 2, 0, 1});
  const PlanComparison c = compare_plans(p.city, p.old_plan, p.new_plan);
  CHECK(c.total.unchanged == 3);
  CHECK(c.total.households_changing == 0);
  CHECK(c.total.stability == 1);
  CHECK(c.moved.empty());
}

TEST_CASE("split, merged, adjusted, new and removed grids are told apart") {
  SUBCASE("split") {
    const Pair p = pair_of({30, 20, 40}, {0, 0, 1}, {0, 1, 2});
    const PlanComparison c = compare_plans(p.city, p.old_plan, p.new_plan);
    CHECK(c.old_grids[0].fate == OldFate::split);
    CHECK(c.new_grids[0].change == GridChange::adjusted);
    CHECK(c.new_grids[1].change == GridChange::split);
    CHECK(c.new_grids[2].change == GridChange::unchanged);
    CHECK(c.total.households_changing == 20);
    CHECK(c.total.households_moved == 20);
  }
  SUBCASE("merged: the smaller one's households have another grid, though none left the heir") {
    const Pair p = pair_of({30, 20}, {0, 1}, {0, 0});
    const PlanComparison c = compare_plans(p.city, p.old_plan, p.new_plan);
    CHECK(c.new_grids[0].change == GridChange::merged);
    CHECK(c.old_grids[1].fate == OldFate::merged);
    CHECK(c.total.households_changing == 20);
    CHECK(c.total.households_moved == 0);
    CHECK(c.total.stability == doctest::Approx(0.6));
  }
  SUBCASE("adjusted, new, removed") {
    Pair p = pair_of({30, 20, 5, 7, 9}, {0, 1, 1, 2, 2}, {0, 1, 0, 2, 2});
    p.old_plan.cells.resize(3);  // buildings 3 and 4 are in no old grid: grid 2 of the old plan is empty
    const PlanComparison c = compare_plans(p.city, p.old_plan, p.new_plan);
    CHECK(c.new_grids[0].change == GridChange::adjusted);
    CHECK(c.new_grids[2].change == GridChange::created);
    CHECK(c.old_grids[2].fate == OldFate::removed);
    CHECK(c.total.households == 55);
    CHECK(c.total.households_changing == 5);
    REQUIRE(c.moved.size() == 1);
    CHECK(c.moved[0].building == 2);
  }
}

TEST_CASE("no other one-to-one matching keeps more households: all orders of six grids tried") {
  Random random = Random::of(7, 1, 2, 3);
  for (int round = 0; round < 60; ++round) {
    constexpr std::int32_t kGrids = 6;
    std::vector<GridLink> links;
    std::vector<std::vector<std::int64_t>> common(kGrids, std::vector<std::int64_t>(kGrids, 0));
    for (std::int32_t o = 0; o < kGrids; ++o)
      for (std::int32_t n = 0; n < kGrids; ++n)
        if (random.chance(0.5)) {
          common[static_cast<std::size_t>(o)][static_cast<std::size_t>(n)] = static_cast<std::int64_t>(random.below(100)) + 1;
          links.push_back({o, n, common[static_cast<std::size_t>(o)][static_cast<std::size_t>(n)], 1});
        }
    match_grids(kGrids, kGrids, links);
    std::int64_t found = 0;
    std::vector<int> used_old(kGrids, 0), used_new(kGrids, 0);
    for (const GridLink& link : links)
      if (link.partners) {
        found += link.households;
        CHECK(++used_old[static_cast<std::size_t>(link.old_grid)] == 1);
        CHECK(++used_new[static_cast<std::size_t>(link.new_grid)] == 1);
      }
    std::vector<std::size_t> order(kGrids);
    std::iota(order.begin(), order.end(), 0U);
    std::int64_t best = 0;
    do {
      std::int64_t sum = 0;
      for (std::size_t o = 0; o < order.size(); ++o) sum += common[o][order[o]];
      best = std::max(best, sum);
    } while (std::next_permutation(order.begin(), order.end()));
    CHECK(found == best);
  }
}
