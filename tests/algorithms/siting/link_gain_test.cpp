#include "algorithms/siting/link_gain.hpp"

#include <doctest/doctest.h>

using namespace wangge;

namespace {

WalkLine street(Polyline line, std::string from = "", std::string to = "") {
  WalkLine one;
  one.lines = {std::move(line)};
  one.from_node = std::move(from);
  one.to_node = std::move(to);
  return one;
}

/// Two streets on either bank of a river, joined far away; the centre is on the south bank, houses on the north bank.
City river_city(bool by_node) {
  City city;
  if (by_node) {
    city.walk_lines = {street({{0, 0}, {3000, 0}}, "a", "b"), street({{3000, 0}, {3000, 60}}, "b", "c"),
                       street({{0, 60}, {1500, 61}, {3000, 60}}, "d", "c")};
  } else {
    city.walk_lines = {street({{0, 0}, {3000, 0}, {3000, 60}, {1500, 61}, {0, 60}})};
  }
  for (int i = 0; i < 10; ++i) {
    Building b;
    b.id = std::to_string(i);
    b.point = {40.0 * i, 75};
    b.households = Households(10);
    city.buildings.push_back(b);
  }
  Centre c;
  c.id = "c";
  c.point = {100, -10};
  city.centres.push_back(c);
  return city;
}

}  // namespace

TEST_CASE("a footbridge brings the other bank within reach, whichever way lines join") {
  for (const bool by_node : {false, true}) {
    const City city = river_city(by_node);
    const LinkGain gain = gain_of_footbridge(city, {200, 2}, {200, 58}, 500, Language::english, RunContext{});
    CHECK(gain.problem.empty());
    CHECK(gain.gained == 100);
    CHECK(gain.nearer == 100);
    CHECK(gain.metres_saved > 4000);
    // At the streets' ends nothing is cut, the nodes are there.
    CHECK(gain_of_footbridge(city, {0, 2}, {0, 58}, 500, Language::english, RunContext{}).gained > 0);
    // Where there is a way already nothing is gained.
    CHECK(gain_of_footbridge(city, {2990, 2}, {2990, 58}, 500, Language::english, RunContext{}).gained == 0);
  }
}

TEST_CASE("a further gate of a compound shortens walks; away from every compound there is no gate") {
  City city;
  city.walk_lines = {street({{-10, -10}, {410, -10}, {410, 310}, {-10, 310}, {-10, -10}})};
  Compound compound;
  compound.id = "k";
  compound.area = {{{{0, 0}, {400, 0}, {400, 300}, {0, 300}}, {}}};
  city.compounds.push_back(compound);
  Gate gate;
  gate.point = {200, 300};
  gate.compound = 0;
  city.gates.push_back(gate);
  Building b;
  b.id = "1";
  b.point = {200, 50};
  b.households = Households(80);
  b.compound = 0;
  city.buildings.push_back(b);
  Centre c;
  c.id = "c";
  c.point = {200, -20};
  city.centres.push_back(c);
  const LinkGain gain = gain_of_gate(city, {200, -2}, 200, Language::english, RunContext{});
  CHECK(gain.object_id == "k");
  CHECK(gain.gained == 80);
  CHECK(gain.nearer == 80);
  // With a lane inside, houses walk along it and out in the north: the new gate opens the lane to the southern street.
  city.walk_lines.push_back(street({{200, 310}, {200, 40}}));
  city.walk_lines[0].lines[0].insert(city.walk_lines[0].lines[0].begin() + 3, {200, 310});
  city.buildings[0].point = {210, 50};
  const LinkGain lane = gain_of_gate(city, {200, -2}, 200, Language::english, RunContext{});
  CHECK(lane.gained == 80);
  CHECK(lane.nearer == 80);
  CHECK_FALSE(gain_of_gate(city, {200, -200}, 200, Language::english, RunContext{}).problem.empty());
}
