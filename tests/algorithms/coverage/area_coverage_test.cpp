#include "algorithms/coverage/area_coverage.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "algorithms/coverage/points_inside.hpp"
#include "core/common_land.hpp"
#include "core/random.hpp"

namespace wangge {

namespace {

/// A star around the middle, of either orientation.
Ring star(Random& random, Point middle, double least, double most, bool to_the_left) {
  const auto corners = 3 + static_cast<int>(random.below(40));
  Ring ring;
  for (int i = 0; i < corners; ++i) {
    const double angle = 2 * std::numbers::pi * i / corners, metres = random.uniform(least, most);
    ring.push_back({middle.x + metres * std::cos(angle), middle.y + metres * std::sin(angle)});
  }
  if (!to_the_left) std::reverse(ring.begin(), ring.end());
  return ring;
}

/// Stars side by side, some with a hole, some with corners on whole metres so that heights are equal now and then.
MultiPolygon stars(Random& random, int count) {
  MultiPolygon area;
  for (int i = 0; i < count; ++i) {
    const Point middle{600.0 * i + 100 * random.uniform(), 200 * random.uniform()};
    Polygon polygon{star(random, middle, 120, 280, random.chance(0.5)), {}};
    if (random.chance(0.5)) polygon.holes.push_back(star(random, middle, 10, 50, random.chance(0.5)));
    if (random.chance(0.3))
      for (Point& p : polygon.outer) p = {std::round(p.x), std::round(p.y)};
    area.push_back(std::move(polygon));
  }
  return area;
}

}  // namespace

TEST_CASE("the covered land of an area is its common land with what is covered") {
  Random random(7);
  for (int round = 0; round < 300; ++round) {
    CAPTURE(round);
    AreaCoverage row;
    row.area = stars(random, 1 + static_cast<int>(random.below(3)));
    row.metres = 500;
    CoveredLand land;
    land.profile = "standard";
    land.metres = 500;
    land.area = stars(random, 1 + static_cast<int>(random.below(5)));
    measure_covered_land(std::span(&row, 1), std::span(&land, 1), RunContext{});
    double expected = 0;
    for (const Polygon& one : row.area)
      for (const Polygon& other : land.area) expected += common_land({one}, {other}).square_metres;
    CHECK(row.square_metres == doctest::Approx(area(row.area)));
    CHECK(row.covered_square_metres == doctest::Approx(expected).epsilon(1e-9).scale(1e5));
  }
}

TEST_CASE("an area that is covered as a whole, and one that is not at all") {
  AreaCoverage row;
  row.area = {{{{10, 10}, {20, 10}, {20, 30}, {10, 30}}, {}}};
  row.metres = 500;
  CoveredLand land;
  land.profile = "standard";
  land.metres = 500;
  land.area = {{{{-100, -100}, {100, -100}, {100, 100}, {-100, 100}}, {}}};
  measure_covered_land(std::span(&row, 1), std::span(&land, 1), RunContext{});
  CHECK(row.covered_square_metres == doctest::Approx(200));
  land.area[0].holes = {{{0, 0}, {0, 50}, {50, 50}, {50, 0}}};  // the area lies in it
  measure_covered_land(std::span(&row, 1), std::span(&land, 1), RunContext{});
  CHECK(row.covered_square_metres == 0);
  land.area.clear();
  measure_covered_land(std::span(&row, 1), std::span(&land, 1), RunContext{});
  CHECK(row.covered_square_metres == 0);
}

TEST_CASE("points inside an area are those that contains() says") {
  Random random(11);
  PointsInside test;
  for (int round = 0; round < 60; ++round) {
    CAPTURE(round);
    const MultiPolygon area = stars(random, 3);
    std::vector<Point> points;
    for (int i = 0; i < 400; ++i) points.push_back({random.uniform(-400, 1800), random.uniform(-400, 600)});
    if (round % 3 == 0)
      for (Point& p : points) p.y = std::round(p.y / 50) * 50 + 0.25;  // many of one height
    std::sort(points.begin(), points.end(), [](Point a, Point b) { return a.y < b.y; });
    test.take(points);
    const auto inside = test.inside(area);
    REQUIRE(inside.size() == points.size());
    for (std::size_t i = 0; i < points.size(); ++i) CHECK((inside[i] != 0) == contains(area, points[i]));
  }
  test.take({});
  CHECK(test.inside(stars(random, 1)).empty());
}

}  // namespace wangge
