#include "algorithms/validate/prepare_city.hpp"

#include <doctest/doctest.h>

using namespace wangge;

TEST_CASE("rules of change that speak of no plan in force, and locks that no grid of it has, bring a finding") {
  City city;
  const auto codes = [&] {
    std::string out;
    for (const Finding& f : prepare_city(city, Language::english).findings) out += f.code + ":" + f.object_id + " ";
    return out;
  };
  CHECK(codes().empty());
  city.rules.change_budget = 0;
  city.locked_grids = {"G1", "G7"};
  CHECK(codes() == "change_budget_without_previous:change_budget locked_code_unknown:G1 locked_code_unknown:G7 ");
  city.has_previous = true;
  city.previous_grids.push_back({});
  city.previous_grids.back().code = "G1";
  CHECK(codes() == "locked_code_unknown:G7 ");
}

TEST_CASE("buildings are placed, and findings come in their order, the same on one thread and on three") {
  City city;
  const auto square = [](double x, double y, double side) {
    return MultiPolygon{{{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}}, {}}};
  };
  for (int c = 0; c < 3; ++c) {
    city.communities.emplace_back();
    city.communities.back().id = "C" + std::to_string(c);
    city.communities.back().area = square(c * 100.0, 0, 100);
    city.compounds.emplace_back();
    city.compounds.back().area = square(c * 100.0 + 10, 10, 50);
  }
  // Far more than one thread takes at a time: in the community they name, in another one, across the outer border, outside.
  for (int i = 0; i < 20000; ++i) {
    Building b;
    b.id = std::to_string(i);
    b.point = {(i * 37 % 320) + 0.5, (i * 53 % 104) + 0.5};
    b.footprint = square(b.point.x - 4, b.point.y - 4, 8);
    b.community = i % 5 - 1 < 3 ? i % 5 - 1 : -1;
    city.buildings.push_back(b);
  }
  const City one = prepare_city(city, Language::english, 1), three = prepare_city(city, Language::english, 3);
  REQUIRE(one.findings.size() == three.findings.size());
  CHECK(one.findings.size() > 5000);
  for (std::size_t i = 0; i < one.findings.size(); ++i)
    REQUIRE(one.findings[i].code + one.findings[i].object_id == three.findings[i].code + three.findings[i].object_id);
  for (std::size_t i = 0; i < one.buildings.size(); ++i) {
    const Building &a = one.buildings[i], &b = three.buildings[i];
    REQUIRE((a.community == b.community && a.compound == b.compound && a.exclusive == b.exclusive));
    const int holding = a.point.y > 100 || a.point.x > 300 ? -1 : static_cast<int>(a.point.x / 100);
    if (holding >= 0) REQUIRE(a.community == holding);
    if (a.point.x > 310 || a.point.y > 110) REQUIRE(a.community == -1);
  }
}
