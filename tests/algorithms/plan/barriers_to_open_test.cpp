#include "algorithms/plan/barriers_to_open.hpp"

#include <doctest/doctest.h>

#include "algorithms/plan/divide_city.hpp"

using namespace wangge;

namespace {

MultiPolygon box(double x0, double y0, double x1, double y1) { return {{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, {}}}; }

/// One community 200 m wide with a house of `west` and one of `east` households, a river between them.
City parted(std::int32_t west, std::int32_t east) {
  City city;
  Community community;
  community.id = "1";
  community.name = "红旗";
  community.area = box(0, 0, 200, 100);
  city.communities.push_back(community);
  for (const auto& [x, households] : {std::pair{50.0, west}, std::pair{150.0, east}}) {
    Building house;
    house.id = x < 100 ? "w" : "e";
    house.footprint = box(x - 10, 40, x + 10, 60);
    house.point = {x, 50};
    house.community = 0;
    house.households = Households(households);
    city.buildings.push_back(house);
  }
  city.barriers.push_back({"river", "小黑河", {{{100, 0}, {100, 100}}}, {}, 0});
  return city;
}

std::string reason_of(const City& city, Language language) {
  DivideCityOptions options;
  options.language = language;
  const Plan plan = divide_city(city, options, RunContext{}).value();
  std::string all;
  for (const PlanGrid& grid : plan.grids) all += grid.reason + "\n";
  return all;
}

}  // namespace

TEST_CASE("land that a river parts is told which crossing would bring it into range") {
  CHECK(reason_of(parted(200, 200), Language::english).find("possible with a crossing over 小黑河") != std::string::npos);
  CHECK(reason_of(parted(200, 200), Language::chinese).find("若有通道跨越小黑河则可行") != std::string::npos);
}

TEST_CASE("a crossing that only helps a little is said to do so") {
  CHECK(reason_of(parted(150, 100), Language::english).find("would leave 50 households out of range instead of 350") !=
        std::string::npos);
}

TEST_CASE("no crossing is advised where none helps") {
  const std::string reason = reason_of(parted(350, 600), Language::english);
  CHECK(reason.find("crossing") == std::string::npos);
  CHECK(reason.find("alone holds 600") != std::string::npos);
}
