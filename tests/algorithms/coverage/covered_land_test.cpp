#include <doctest/doctest.h>

#include <algorithm>

#include "algorithms/coverage/compute_circles.hpp"
#include "core/random.hpp"

namespace wangge {

namespace {

/// Streets 300 m apart, two pieces of the town far apart without a street between them, buildings and centres at random.
City town(std::uint64_t seed) {
  Random random(seed);
  City city;
  for (int part = 0; part < 2; ++part) {
    const double west = 6000.0 * part;
    for (int i = 0; i <= 4; ++i) {
      Polyline across, along;
      for (int j = 0; j <= 4; ++j) {
        across.push_back({west + 300.0 * j, 300.0 * i});
        along.push_back({west + 300.0 * i, 300.0 * j});
      }
      for (const Polyline& street : {across, along}) {
        WalkLine line;
        line.lines = {street};
        city.walk_lines.push_back(line);
      }
    }
    for (int b = 0; b < 150; ++b) {
      Building building;
      building.id = "b" + std::to_string(part) + "-" + std::to_string(b);
      building.point = {west + random.uniform(0, 1200), random.uniform(0, 1200)};
      building.households = Households(static_cast<std::int32_t>(random.below(40)));
      city.buildings.push_back(building);
    }
    for (int c = 0; c < 3; ++c) {
      Centre centre;
      centre.id = "c" + std::to_string(part) + "-" + std::to_string(c);
      centre.point = {west + random.uniform(0, 1200), random.uniform(0, 1200)};
      city.centres.push_back(centre);
    }
  }
  Community all;
  all.id = "west";
  all.area = {{{{-100, -100}, {1300, -100}, {1300, 1300}, {-100, 1300}}, {}}};
  city.communities.push_back(all);
  city.circles.minutes = {5, 10};
  city.circles.elderly_speed = MetresPerSecond(0.8);
  return city;
}

}  // namespace

TEST_CASE("covered land and nearest areas hold exactly their buildings") {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    CAPTURE(seed);
    const City city = town(seed);
    const CircleReport report = compute_circles(city, {}, RunContext{}).value();
    CHECK(std::none_of(report.findings.begin(), report.findings.end(),
                       [](const Finding& f) { return f.code == "circle_disagrees"; }));
    REQUIRE(report.covered.size() == 6);  // two radii on foot, two of the elderly, two straight
    for (const CoveredLand& land : report.covered) {
      std::int32_t buildings = 0;
      for (const BuildingCoverage& row : report.coverage) {
        const double metres = land.mode == CircleMode::network ? row.walk_metres : row.straight_metres;
        const bool within = metres >= 0 && metres <= land.metres;
        buildings += within ? 1 : 0;
        CHECK(contains(land.area, row.point) == within);
      }
      CHECK(land.buildings == buildings);
    }
    REQUIRE(report.nearest.size() == city.centres.size());
    for (const NearestLand& land : report.nearest) {
      std::int32_t buildings = 0;
      for (const BuildingCoverage& row : report.coverage) {
        const bool own = row.covered && row.nearest_centre == land.centre;
        buildings += own ? 1 : 0;
        CHECK(contains(land.area, row.point) == own);
      }
      CHECK(land.buildings == buildings);
    }
    Random random(seed);
    const MultiPolygon& all = report.covered[1].area;
    int inside_all = 0, inside_one = 0;
    for (int i = 0; i < 3000; ++i) {
      const Point p{random.uniform(-200, 7400), random.uniform(-200, 1400)};
      int times = 0;
      for (const NearestLand& land : report.nearest) times += contains(land.area, p) ? 1 : 0;
      CHECK(times <= 1);
      inside_all += contains(all, p) ? 1 : 0;
      inside_one += times;
    }
    CHECK(inside_one <= inside_all + 3);
    CHECK(inside_one >= 0.97 * inside_all);
  }
}

TEST_CASE("covered land of a community is its share of the land within reach") {
  const City city = town(3);
  const CircleReport report = compute_circles(city, {}, RunContext{}).value();
  for (const AreaCoverage& row : report.by_community) {
    if (row.mode != CircleMode::network) continue;
    CHECK(row.square_metres == doctest::Approx(1400.0 * 1400.0));
    REQUIRE(row.covered_square_metres >= 0);
    // counted by hand: a sample of the land on a lattice of 5 m
    const auto land = std::find_if(report.covered.begin(), report.covered.end(), [&](const CoveredLand& l) {
      return l.mode == row.mode && l.metres == row.metres && l.profile == "standard";
    });
    double held = 0;
    for (double x = -97.5; x < 1300; x += 5)
      for (double y = -97.5; y < 1300; y += 5) held += contains(land->area, {x, y}) ? 25 : 0;
    CHECK(row.covered_square_metres == doctest::Approx(held).epsilon(0.01));
  }
}

TEST_CASE("the land of a level is what the polygons of its centres hold of the communities") {
  City city = town(4);
  for (std::size_t c = 0; c < city.centres.size(); ++c) city.centres[c].level = c % 2 == 0 ? 3 : 4;
  const CircleReport report = compute_circles(city, {}, RunContext{}).value();
  REQUIRE(report.by_level.size() == 4);  // two levels, two radii
  for (const LevelCoverage& row : report.by_level) {
    double held = 0;
    for (double x = -97.5; x < 1300; x += 5)
      for (double y = -97.5; y < 1300; y += 5)
        held += std::any_of(report.circles.begin(), report.circles.end(),
                            [&](const ServiceCircle& circle) {
                              return circle.mode == CircleMode::network && circle.metres == row.metres &&
                                     city.centres[static_cast<std::size_t>(circle.centre)].level == row.level &&
                                     contains(circle.area, {x, y});
                            })
                    ? 25
                    : 0;
    CHECK(row.square_metres == doctest::Approx(1400.0 * 1400.0));
    CHECK(row.covered_square_metres == doctest::Approx(held).epsilon(0.02));
  }
  for (const CentreCoverage& row : report.by_centre)
    for (const ServiceCircle& circle : report.circles)
      if (circle.mode == CircleMode::network && circle.centre == row.centre && circle.metres == row.metres)
        CHECK(row.square_metres == area(circle.area));
}

TEST_CASE("covered land does not depend on the number of threads") {
  City city = town(5);
  city.centres.front().level = 2;
  RunContext one, four;
  four.threads = 4;
  const CircleReport a = compute_circles(city, {}, one).value(), b = compute_circles(city, {}, four).value();
  for (std::size_t i = 0; i < a.covered.size(); ++i) CHECK(area(a.covered[i].area) == area(b.covered[i].area));
  for (std::size_t i = 0; i < a.nearest.size(); ++i) CHECK(area(a.nearest[i].area) == area(b.nearest[i].area));
  for (std::size_t i = 0; i < a.by_level.size(); ++i)
    CHECK(a.by_level[i].covered_square_metres == b.by_level[i].covered_square_metres);
}

}  // namespace wangge
