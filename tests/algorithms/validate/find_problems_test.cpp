#include "algorithms/validate/find_problems.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "core/common_land.hpp"

using namespace wangge;

namespace {

Polygon rectangle(double west, double south, double east, double north) {
  return {{{west, south}, {east, south}, {east, north}, {west, north}}, {}};
}

Building house(const std::string& id, double x, double y, double side = 20) {
  Building b;
  b.id = id;
  b.footprint = {rectangle(x, y, x + side, y + side)};
  b.point = {x + side / 2, y + side / 2};
  b.households = Households(10);
  b.floors = 6;
  b.community = 0;
  return b;
}

/// Two communities side by side, a house in each.
City two_communities() {
  City city;
  city.communities.push_back({"west", "", "", "", {rectangle(0, 0, 100, 100)}, 0});
  city.communities.push_back({"east", "", "", "", {rectangle(100, 0, 200, 100)}, 0});
  city.buildings = {house("w", 20, 20), house("e", 120, 20)};
  city.buildings[1].community = 1;
  return city;
}

std::string codes(const City& city) {
  std::string out;
  for (const Finding& f : find_problems(city, Language::english)) out += (out.empty() ? "" : " ") + f.code + ":" + f.object_id;
  return out;
}

}  // namespace

TEST_CASE("doctor: a clean city has no problems") { CHECK(codes(two_communities()) == ""); }

TEST_CASE("doctor: the common land of two areas is exact") {
  const MultiPolygon square{rectangle(0, 0, 10, 10)}, diamond{{{{5, -5}, {15, 5}, {5, 15}, {-5, 5}}, {}}};
  CHECK(common_land(square, {rectangle(8, 8, 20, 20)}).square_metres == doctest::Approx(4));
  CHECK(common_land(square, {rectangle(10, 0, 20, 10)}).square_metres == doctest::Approx(0));
  CHECK(common_land(square, diamond).square_metres == doctest::Approx(100));
  CHECK(common_land({rectangle(0, 0, 10, 5)}, diamond).square_metres == doctest::Approx(50));
  const MultiPolygon ring{{{{0, 0}, {10, 0}, {10, 10}, {0, 10}}, {{{2, 2}, {2, 8}, {8, 8}, {8, 2}}}}};
  CHECK(common_land(ring, {rectangle(0, 4, 10, 6)}).square_metres == doctest::Approx(8));
}

TEST_CASE("doctor: overlapping and repeated footprints") {
  City city = two_communities();
  city.buildings.push_back(house("x", 39, 20, 10));  // 1 m x 10 m of the smaller's 100 m2
  CHECK(codes(city) == "footprints_overlap:w");      // named after the one that gives way
  city.buildings[2] = house("x", 40, 20);            // touches only
  CHECK(codes(city) == "");
  city.buildings[2] = house("x", 20, 20);
  std::rotate(city.buildings[2].footprint[0].outer.begin(), city.buildings[2].footprint[0].outer.begin() + 1,
              city.buildings[2].footprint[0].outer.end());
  CHECK(codes(city) == "footprint_repeated:x");
}

TEST_CASE("doctor: heaps of footprints cost a look each and give one finding a building") {
  City city = two_communities();
  for (int k = 0; k < 20000; ++k) city.buildings.push_back(house("d" + std::to_string(k), 60, 20));
  for (int k = 0; k < 2000; ++k)
    city.buildings.push_back(house("j" + std::to_string(k), 60 + 0.001 * (k % 50), 60 + 0.001 * (k / 50)));
  const auto found = find_problems(city, Language::english);
  std::set<std::pair<std::string, std::string>> once;
  for (const Finding& f : found) {
    CHECK(f.place.has_value());
    once.insert({f.code, f.object_id});
  }
  CHECK(once.size() == found.size());
  CHECK(once.contains({"footprint_repeated", "d19999"}));
  CHECK(found.front().text.find("19,998 or more others") != std::string::npos);
  RunContext stopped;
  stopped.cancel();
  CHECK(find_problems(city, Language::english, stopped).empty());
}

TEST_CASE("doctor: slivers and rings that cross themselves") {
  City city = two_communities();
  city.buildings[0].footprint = {rectangle(20, 20, 20.2, 40)};
  city.buildings[0].floors = 0;
  CHECK(codes(city) == "footprint_sliver:w");
  city.buildings[0].footprint = {{{{20, 20}, {40, 40}, {40, 20}, {20, 40}}, {}}};
  const std::vector<Finding> found = find_problems(city, Language::english);
  REQUIRE(found.size() == 1);
  CHECK(found[0].code == "footprint_crosses_itself");
  CHECK(found[0].place->x == doctest::Approx(30));
  CHECK(found[0].place->y == doctest::Approx(30));
}

TEST_CASE("doctor: gaps and overlaps between communities") {
  City city = two_communities();
  city.communities[1].area = {rectangle(102, 0, 200, 100)};
  std::vector<Finding> found = find_problems(city, Language::english);
  REQUIRE(found.size() == 1);
  CHECK(found[0].code == "communities_apart");
  CHECK(found[0].text.find("200.0 m2") != std::string::npos);
  CHECK(found[0].place->x == doctest::Approx(101));
  city.communities[1].area = {rectangle(99, 0, 200, 100)};
  found = find_problems(city, Language::english);
  REQUIRE(found.size() == 1);
  CHECK(found[0].code == "communities_overlap");
  CHECK(found[0].text.find("100.0 m2") != std::string::npos);
  city.communities[1].area = {rectangle(99.995, 0, 200, 100)};
  CHECK(codes(city) == "");
}

TEST_CASE("doctor: a hole that communities enclose") {
  City city = two_communities();
  city.communities[0].area = {{{{0, 0}, {100, 0}, {100, 40}, {95, 40}, {95, 60}, {100, 60}, {100, 100}, {0, 100}}, {}}};
  city.communities[1].area = {{{{100, 0}, {200, 0}, {200, 100}, {100, 100}, {100, 60}, {100, 40}}, {}}};
  const std::vector<Finding> found = find_problems(city, Language::english);
  REQUIRE(found.size() == 1);
  CHECK(found[0].code == "communities_apart");
  CHECK(found[0].text.find("100.0 m2") != std::string::npos);
}

TEST_CASE("doctor: household counts that cannot be") {
  City city = two_communities();
  city.buildings[0].households = Households(300);  // 48 per floor of 400 m2 would be the densest
  CHECK(codes(city) == "households_too_dense:w");
  city.buildings[0].households = Households(2001);
  CHECK(codes(city) == "households_implausible:w");
  city.buildings[0].households = Households(-1);
  CHECK(codes(city) == "households_below_zero:w");
  city.buildings[0].households = Households(0);
  city.buildings[0].households_known = false;
  CHECK(codes(city) == "households_missing:w");
  city.findings.push_back({"households_unknown", Severity::warning, "buildings", "w", false, "", "", std::nullopt});
  CHECK(codes(city) == "");  // said by reading already
}

TEST_CASE("doctor: compounds, gates and centres in odd places") {
  City city = two_communities();
  city.compounds.push_back({"k", "", {rectangle(10, 10, 60, 60)}});
  city.buildings[0].compound = 0;
  city.gates = {{{60, 30}, 0}, {{95, 30}, 0}};
  CHECK(codes(city) == "gate_far:#2");
  city.gates.clear();
  city.buildings[1].compound = 0;
  CHECK(codes(city) == "compound_in_communities:k");
  city.buildings[1].compound = -1;
  Centre centre;
  centre.id = "z";
  centre.point = {300, 50};
  city.centres.push_back(centre);
  CHECK(codes(city) == "centre_outside:z");
}

TEST_CASE("doctor: a walking network in pieces joins only where vertices coincide") {
  City city = two_communities();
  WalkLine a, b;
  a.lines = {{{0, 0}, {50, 0}, {100, 0}}};
  b.lines = {{{50, 0}, {50, 80}}};
  city.walk_lines = {a, b};
  CHECK(codes(city) == "");
  city.walk_lines[1].lines = {{{60, -40}, {60, 40}}};  // crosses, but has no common vertex
  CHECK(codes(city) == "network_in_pieces:");
  city.walk_lines[1].lines = {{{50, 0.5}, {50, 80}}};  // misses the line by half a metre
  CHECK(codes(city) == "network_in_pieces: network_end_misses:#2");
}

TEST_CASE("doctor: a layer in a shifted datum is named with the datum") {
  City city;
  for (int i = 0; i < 400; ++i) city.buildings.push_back(house("b" + std::to_string(i), 60 * (i % 20), 60 * (i / 20), 20));
  for (int i = 0; i < 12; ++i) {
    city.centres.emplace_back();
    city.centres.back().id = "z" + std::to_string(i);
    city.centres.back().level = 5;
    city.centres.back().point = city.buildings[static_cast<std::size_t>(31 * i)].point;
  }
  city.communities.push_back({"all", "", "", "", {rectangle(-2000, -2000, 4000, 4000)}, 0});
  city.datum_shifts = {{"GCJ-02", {571, 143}}, {"BD-09", {900, 830}}};
  CHECK(codes(city) == "");
  for (Centre& c : city.centres) c.point = c.point + Point{566, 147};
  const std::vector<Finding> found = find_problems(city, Language::english);
  REQUIRE(found.size() == 1);
  CHECK(found[0].code == "layer_in_datum");
  CHECK(found[0].repair.find("datum = \"GCJ-02\" in [centres]") != std::string::npos);
}

TEST_CASE("doctor: stacked points, points on gates, footprints within others and across borders") {
  City city = two_communities();
  city.buildings[0].footprint.clear();
  city.buildings[1].footprint.clear();
  city.buildings[1].point = city.buildings[0].point;
  CHECK(codes(city) == "points_stacked:w points_stacked:e");
  city = two_communities();
  city.buildings.push_back(house("x", 24, 24, 5));
  CHECK(codes(city) == "footprint_inside:x");
  city.buildings[2] = house("x", 89, 60, 20);
  CHECK(codes(city) == "building_across_border:x");
  city.buildings[2] = house("x", 40, 85, 20);
  CHECK(codes(city) == "building_reaches_outside:x");
}

TEST_CASE("doctor: land of a compound in the river, dwellings in place of households, a centre in another's community") {
  City city = two_communities();
  city.compounds.push_back({"k", "Park", {rectangle(10, 10, 60, 60)}});
  Barrier river;
  river.barrier_class = "river";
  river.area = {rectangle(55, 0, 80, 100)};
  city.barriers.push_back(river);
  CHECK(codes(city) == "compound_in_barrier:k");
  city = two_communities();
  city.buildings.clear();
  for (int i = 0; i < 30; ++i) {
    city.buildings.push_back(house("b" + std::to_string(i), i < 10 ? 5 : 105, 3 * i, 2));
    city.buildings.back().community = i < 10 ? 0 : 1;
    city.buildings.back().floors = 0;
    city.buildings.back().dwellings = i < 10 ? 10 : 12;
  }
  CHECK(codes(city) == "households_are_dwellings:west");
  city = two_communities();
  city.communities[0].name = "西山";
  city.communities[1].name = "东山";
  city.centres.emplace_back();
  city.centres[0].id = "z";
  city.centres[0].name = "西山社区党群服务中心";
  city.centres[0].point = {150, 50};
  CHECK(codes(city) == "centre_elsewhere:z");
}

TEST_CASE("doctor: the plan in force with foreign codes, pieces apart, overlaps and holes") {
  City city = two_communities();
  city.has_previous = true;
  city.previous_grids = {{"west001", {rectangle(0, 0, 100, 100)}, 0, ""}, {"east001", {rectangle(100, 0, 200, 100)}, 0, ""}};
  city.buildings[0].previous_grid = "west001";
  city.buildings[1].previous_grid = "east001";
  CHECK(codes(city) == "");
  city.previous_grids[1].code = "gone001";
  CHECK(codes(city) == "");  // half of the codes only: nothing says how codes are built here
  city.previous_grids.push_back({"west002", {rectangle(40, 40, 60, 60)}, 0, ""});
  CHECK(codes(city) == "previous_code_foreign:gone001 previous_overlap:west001");
  city.previous_grids.pop_back();
  city.previous_grids[1].code = "east001";
  city.previous_grids[1].area.push_back(rectangle(20, 110, 25, 115));
  CHECK(codes(city) == "previous_piece_apart:east001");
  city.previous_grids.pop_back();
  city.buildings[1].previous_grid.clear();
  CHECK(codes(city) == "previous_hole:e");
}

TEST_CASE("doctor: a layer that lies shifted as a whole") {
  City city;
  for (int i = 0; i < 6; ++i)
    for (int j = 0; j < 6; ++j)
      city.communities.push_back(
          {"c" + std::to_string(10 * i + j), "", "", "", {rectangle(500 * i, 500 * j, 500 * i + 500, 500 * j + 500)}, 0});
  for (int i = 0; i < 58; ++i)
    for (int j = 0; j < 58; ++j) city.buildings.push_back(house("b" + std::to_string(100 * i + j), 25 + 50 * i, 25 + 50 * j, 10));
  CHECK(codes(city) == "");
  for (Building& b : city.buildings) {
    b.point = b.point + Point{480, 210};
    for (Point& p : b.footprint[0].outer) p = p + Point{480, 210};
  }
  CHECK(codes(city) == "layer_shifted:");
}
