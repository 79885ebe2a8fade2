#include "algorithms/validate/settle_contested_land.hpp"

#include <doctest/doctest.h>

#include "algorithms/validate/prepare_city.hpp"
#include "core/common_land.hpp"

using namespace wangge;

namespace {

Polygon rectangle(double west, double south, double east, double north) {
  return {{{west, south}, {east, south}, {east, north}, {west, north}}, {}};
}

Community community(const std::string& id, Polygon land) { return {id, "", "", "", {std::move(land)}, 0}; }

Building listed(const std::string& id, double x, double y, std::int32_t community) {
  Building b;
  b.id = id;
  b.point = {x, y};
  b.community = community;
  return b;
}

double doubled(const City& city) {
  double sum = 0;
  for (std::size_t i = 0; i < city.communities.size(); ++i)
    for (std::size_t j = i + 1; j < city.communities.size(); ++j)
      sum += common_land(city.communities[i].area, city.communities[j].area).square_metres;
  return sum;
}

std::string repair_of(const City& city) {
  for (const Finding& f : city.findings)
    if (f.code == "communities_overlap") return f.repair;
  return {};
}

}  // namespace

TEST_CASE("contested land: the community that more of its buildings are listed in gets it, else the earlier id") {
  City city;
  city.communities = {community("b", rectangle(0, 0, 110, 100)), community("a", rectangle(100, 0, 200, 100))};
  City plain = prepare_city(city, Language::english);
  CHECK(doubled(plain) < 1e-9);
  CHECK(area(plain.communities[0].area) == doctest::Approx(10000));
  CHECK(area(plain.communities[1].area) == doctest::Approx(10000));
  CHECK(repair_of(plain).find("the earlier id") != std::string::npos);

  city.buildings = {listed("x", 105, 50, 0), listed("y", 105, 20, 0), listed("z", 105, 80, 1)};
  const City settled = prepare_city(city, Language::english);
  CHECK(doubled(settled) < 1e-9);
  CHECK(area(settled.communities[0].area) == doctest::Approx(11000));
  CHECK(settled.communities[1].area.size() == 1);
  CHECK(repair_of(settled).find("most buildings") != std::string::npos);
  CHECK(settled.buildings[2].community == 0);
}

TEST_CASE("contested land: a community drawn inside another keeps its land, the other gets a hole") {
  City city;
  city.communities = {community("a", rectangle(0, 0, 100, 100)), community("b", rectangle(40, 40, 60, 60))};
  const City settled = prepare_city(city, Language::english);
  CHECK(area(settled.communities[0].area) == doctest::Approx(9600));
  CHECK(area(settled.communities[1].area) == doctest::Approx(400));
  REQUIRE(settled.communities[0].area.size() == 1);
  CHECK(settled.communities[0].area[0].holes.size() == 1);
}

TEST_CASE("contested land: three communities over one another, borders that cross, are left without doubled land") {
  City city;
  city.communities = {community("a", rectangle(0, 0, 100, 100)), community("b", {{{90, -10}, {190, 30}, {80, 90.5}}, {}}),
                      community("c", rectangle(60, 70, 140, 170)), community("far", rectangle(500, 500, 600, 600))};
  const City settled = prepare_city(city, Language::english);
  CHECK(doubled(settled) < 1e-6);
  int found = 0;
  for (const Finding& f : settled.findings) {
    found += f.code == "communities_overlap" ? 1 : 0;
    CHECK(f.place.has_value());
  }
  CHECK(found == 3);
  CHECK(settled.communities[3].area[0].outer == city.communities[3].area[0].outer);
}

TEST_CASE("contested land: rounding is no overlap") {
  City city;
  city.communities = {community("a", rectangle(0, 0, 100.004, 100)), community("b", rectangle(100, 0, 200, 100))};
  CHECK(prepare_city(city, Language::english).findings.empty());
}
