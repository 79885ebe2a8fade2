#include <doctest/doctest.h>

#include <algorithm>

#include "algorithms/coverage/compute_circles.hpp"
#include "algorithms/reach/city_reach.hpp"

using namespace wangge;

namespace {

WalkLine street(Polyline line) {
  WalkLine one;
  one.lines = {std::move(line)};
  return one;
}

/// A walled block between two streets; a lane leads in from the north only.
City block() {
  City city;
  city.walk_lines = {street({{-300, -20}, {200, -20}, {700, -20}, {700, 420}, {200, 420}, {-300, 420}, {-300, -20}}),
                     street({{200, 420}, {200, 250}})};
  Compound compound;
  compound.id = "k";
  compound.area = {{{{0, 0}, {400, 0}, {400, 400}, {0, 400}}, {}}};
  city.compounds.push_back(compound);
  Building b;
  b.id = "1";
  b.point = {200, 15};
  b.households = Households(10);
  city.buildings.push_back(b);
  Centre c;
  c.id = "c";
  c.point = {200, -30};
  city.centres.push_back(c);
  city.circles.metres = {200};
  city.circles.minutes = {};
  return city;
}

double walk(const City& city) { return compute_circles(city, {}, RunContext{}).value().coverage[0].walk_metres; }
std::string kind(const City& city) { return compute_circles(city, {}, RunContext{}).value().coverage[0].access_kind; }

}  // namespace

TEST_CASE("a compound without gates is entered where streets cross its edge, and that is said") {
  City city = block();
  CHECK(kind(city) == "inferred_gate");
  CHECK(walk(city) > 1000);  // round to the lane in the north
  city.circles.infer_gates = false;
  CHECK(kind(city) == "edge");
  CHECK(walk(city) == doctest::Approx(45));
}

TEST_CASE("given gates count, none are inferred beside them") {
  City city = block();
  Gate gate;
  gate.point = {200, 0};
  gate.compound = 0;
  city.gates.push_back(gate);
  CHECK(kind(city) == "gate");
  CHECK(walk(city) == doctest::Approx(45));
}

TEST_CASE("a compound that no street enters has no inferred gate and is no wall") {
  City city = block();
  city.walk_lines.pop_back();
  CHECK(kind(city) == "edge");
}

TEST_CASE("a building's own doors are its ways out, the nearest one counts") {
  City city = block();
  city.compounds.clear();
  city.buildings[0].entrances = {{200, 35}, {260, 15}};
  CHECK(kind(city) == "entrance");
  CHECK(walk(city) == doctest::Approx(20 + 55 + 10));
  city.buildings[0].entrances = {{260, 15}};
  CHECK(walk(city) == doctest::Approx(60 + 35 + 60 + 10));
}

TEST_CASE("a centre enters by all of its doors, the nearest one counts") {
  City city = block();
  city.compounds.clear();
  CHECK(walk(city) == doctest::Approx(10 + 35));
  city.centres[0].entrances = {{600, -30}};
  CHECK(walk(city) == doctest::Approx(400 + 10 + 400 + 35));
  city.centres[0].entrances = {{600, -30}, {210, -30}};
  CHECK(walk(city) == doctest::Approx(10 + 10 + 10 + 35));
}

TEST_CASE("a centre without doors enters at its nearest street, and a wall or river in between is told of") {
  City city = block();
  city.compounds.clear();
  Barrier river;
  river.barrier_class = "river";
  river.lines = {{{-1000, -25}, {1000, -25}}};
  city.barriers.push_back(river);
  const CircleReport report = compute_circles(city, {}, RunContext{}).value();
  CHECK(std::any_of(report.findings.begin(), report.findings.end(),
                    [](const Finding& f) { return f.code == "centre_behind_barrier" && f.object_id == "c"; }));
  CHECK(report.coverage[0].walk_metres == doctest::Approx(45));
}

TEST_CASE("lines over a river are bridges, unless the job says that barriers close them") {
  City city = block();
  city.compounds.clear();
  city.walk_lines.push_back(street({{200, -20}, {200, 5}}));
  city.buildings[0].point = {200, 10};
  Barrier river;
  river.barrier_class = "river";
  river.lines = {{{-1000, -5}, {1000, -5}}};
  city.barriers.push_back(river);
  CHECK(walk(city) == doctest::Approx(40));
  city.circles.barriers_close_lines = true;
  CHECK(build_walk_graph(city).closed == 3);  // the lane, and the ring street on either side
  CHECK(walk(city) == -1);
  Crossing crossing;
  crossing.points = {{205, -5}};
  city.crossings.push_back(crossing);
  CHECK(build_walk_graph(city).closed == 2);
  CHECK(walk(city) == doctest::Approx(40));
  city.crossings.clear();
  city.walk_lines.back().bridge = true;
  CHECK(walk(city) == doctest::Approx(40));
}

TEST_CASE("stretches without length and stretches that come twice are counted, and change nothing") {
  City city = block();
  const double before = walk(city);
  city.walk_lines.push_back(city.walk_lines[1]);
  city.walk_lines.push_back(street({{200, 250}, {200, 250}}));
  const WalkGraph graph = build_walk_graph(city.walk_lines);
  CHECK(graph.repeated == 1);
  CHECK(graph.without_length == 1);
  CHECK(walk(city) == before);
}
