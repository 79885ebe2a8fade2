#include "algorithms/reach/loose_ends.hpp"

#include <doctest/doctest.h>

namespace wangge {

namespace {

City streets(double gap, bool bridge) {
  City city;
  for (const Polyline& street : {Polyline{{0, 0}, {600, 0}, {1200, 0}}, Polyline{{300, gap}, {300, 900}}}) {
    WalkLine line;
    line.lines = {street};
    city.walk_lines.push_back(line);
  }
  // The second street hangs together with the first by a way round, so that it is no piece of its own.
  WalkLine round;
  round.lines = {{{600, 0}, {600, 900}, {300, 900}}};
  city.walk_lines.push_back(round);
  city.walk_lines[1].bridge = bridge;
  return city;
}

std::vector<Point> ends_of(const City& city) {
  const WalkGraph graph = build_walk_graph(city.walk_lines);
  return loose_ends(city, graph, NetworkSnapper(graph));
}

}  // namespace

TEST_CASE("an end that stops a hand short of a street is loose; one that joins, one farther off and a bridge are not") {
  const std::vector<Point> ends = ends_of(streets(0.2, false));
  REQUIRE(ends.size() == 1);
  CHECK(ends[0] == Point{300, 0.2});
  CHECK(ends_of(streets(2, false)).empty());
  CHECK(ends_of(streets(0.2, true)).empty());
  City joined = streets(0, false);
  joined.walk_lines[0].lines = {{{0, 0}, {300, 0}, {600, 0}, {1200, 0}}};
  CHECK(ends_of(joined).empty());
}

TEST_CASE("an end exactly on a street without a vertex there does not join it") { CHECK(ends_of(streets(0, false)).size() == 1); }

}  // namespace wangge
