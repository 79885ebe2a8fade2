#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "algorithms/plan/city_division.hpp"
#include "tests/algorithms/cells/random_edit.hpp"
#include "tests/example/sample_region.hpp"

using namespace wangge;

namespace {

City sample() { return prepared_sample(); }

/// By grid: the ids of its buildings.
std::set<std::set<std::string>> grids_of(const City& city, const CityDivision& division, std::size_t community) {
  std::vector<std::set<std::string>> grids(static_cast<std::size_t>(division.divisions()[community].grids));
  std::size_t atom = 0;
  for (const Building& b : city.buildings)
    if (b.community == static_cast<std::int32_t>(community) && b.exclusive < 0)
      grids[static_cast<std::size_t>(division.divisions()[community].grid[atom++])].insert(b.id);
  return {grids.begin(), grids.end()};
}

}  // namespace

TEST_CASE("an edit in a large community leaves the grids apart from it as they are, in range, at no worse a score than anew") {
  City city = one_region();
  const RunContext run;
  CityDivision division(city, DivideCityOptions{}, run);
  REQUIRE(division.divisions()[0].grid.size() >= kLargeCommunity);
  const std::int64_t out_of_range = division.divisions()[0].out_of_range;
  Random random(7);
  for (int edit = 0; edit < 12; ++edit) {
    CAPTURE(edit);
    const std::set<std::set<std::string>> before = grids_of(city, division, 0);
    if (edit % 3 == 0)
      city.buildings[random.below(city.buildings.size())].households = Households(60);
    else
      edit_building(city, random);
    CHECK(division.update(city, run) == std::vector<std::size_t>{0});
    const Division& now = division.divisions()[0];
    CHECK(now.out_of_range <= out_of_range);
    CHECK((now.out_of_range == 0 || !now.reasons.empty()));
    CHECK(now.lower_bound <= now.score);
    std::size_t other = 0;
    for (const auto& grid : grids_of(city, division, 0)) other += before.count(grid) == 0 ? 1 : 0;
    CHECK(other <= 25);
    CHECK(static_cast<std::size_t>(now.grids) > 3 * other);
  }
  const CityDivision anew(city, DivideCityOptions{}, run);
  CHECK(static_cast<double>(division.divisions()[0].score) < 1.02 * static_cast<double>(anew.divisions()[0].score));
  // A plan of it is a plan like any other.
  const Plan plan = division.plan(city, run);
  std::int64_t households = 0, input = 0;
  for (const PlanGrid& grid : plan.grids) households += grid.households.value();
  for (const Building& b : city.buildings)
    if (b.community >= 0) input += b.households.value();
  CHECK(households == input);
}

TEST_CASE("an edit inside a community divides that community anew and leaves all others as they are") {
  const City before = sample();
  const RunContext run;
  CityDivision division(before, DivideCityOptions{}, run);
  const std::vector<Division> old = division.divisions();
  City after = before;
  const auto edited = std::find_if(after.buildings.begin(), after.buildings.end(), [](const Building& b) {
    return b.community >= 0 && b.exclusive < 0 && b.households.value() > 10;
  });
  const auto community = static_cast<std::size_t>(edited->community);
  edited->households = Households(edited->households.value() + 40);
  CHECK(division.update(after, run) == std::vector<std::size_t>{community});
  for (std::size_t i = 0; i < old.size(); ++i)
    if (i != community) CHECK(division.divisions()[i].grid == old[i].grid);
  const Plan plan = division.plan(after, run);
  std::int64_t households = 0, input = 0;
  for (const PlanGrid& grid : plan.grids) households += grid.households.value();
  for (const Building& b : after.buildings)
    if (b.community >= 0) input += b.households.value();
  CHECK(households == input);
  CHECK(division.update(after, run).empty());
}

TEST_CASE("kept for edits or not, a city is divided equally") {
  const City city = sample();
  const RunContext run;
  const CityDivision division(city, DivideCityOptions{}, run);
  const Plan kept = division.plan(city, run), plain = divide_city(city, DivideCityOptions{}, run).value();
  REQUIRE(kept.grids.size() == plain.grids.size());
  for (std::size_t g = 0; g < plain.grids.size(); ++g) {
    CHECK(kept.grids[g].code == plain.grids[g].code);
    CHECK(kept.grids[g].households == plain.grids[g].households);
    CHECK(area(kept.grids[g].area) == area(plain.grids[g].area));
  }
}
