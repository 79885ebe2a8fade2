#include <doctest/doctest.h>

#include <algorithm>

#include "algorithms/plan/city_division.hpp"
#include "algorithms/validate/prepare_city.hpp"
#include "example/generate_city.hpp"

using namespace wangge;

namespace {

City sample() { return prepare_city(generate_city(ExampleOptions{}, RunContext{}).city, Language::english); }

}  // namespace

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
