#include "algorithms/coverage/live_coverage.hpp"

#include <doctest/doctest.h>

#include "algorithms/reach/walking_distances.hpp"
#include "core/random.hpp"

using namespace wangge;

TEST_CASE("after any changes the coverage is that of the centres as they stand") {
  Random random(3);
  City city;
  for (int y = 0; y < 12; ++y)
    for (int x = 0; x < 12; ++x)
      for (const Point step : {Point{90, 0}, Point{0, 90}}) {
        WalkLine line;
        line.lines = {{Point{90.0 * x, 90.0 * y}, Point{90.0 * x, 90.0 * y} + step}};
        if (!random.chance(0.15)) city.walk_lines.push_back(line);
      }
  for (int i = 0; i < 300; ++i) {
    Building b;
    b.id = std::to_string(i);
    b.point = {random.uniform(0, 1080), random.uniform(0, 1080)};
    b.households = Households(static_cast<std::int32_t>(random.below(9)));
    city.buildings.push_back(b);
  }
  std::vector<std::int32_t> all;
  for (std::int32_t i = 0; i < 6; ++i) {
    Centre c;
    c.id = std::to_string(i);
    c.point = {random.uniform(0, 1080), random.uniform(0, 1080)};
    city.centres.push_back(c);
    all.push_back(i);
  }
  const CityReach reach(city, RunContext{});
  constexpr double kRadius = 250;
  LiveCoverage live(reach, all, kRadius, RunContext{});
  std::vector<Point> place;
  std::vector<char> open;
  for (const Centre& c : city.centres) place.push_back(c.point), open.push_back(1);
  for (int step = 0; step < 60; ++step) {
    const auto which = static_cast<std::int32_t>(random.below(place.size()));
    const Point to{random.uniform(0, 1080), random.uniform(0, 1080)};
    const std::int64_t before = live.covered();
    LiveCoverage::Change change;
    if (step % 3 == 0) {
      change = live.add(to);
      CHECK(change.centre == static_cast<std::int32_t>(place.size()));
      place.push_back(to), open.push_back(1);
    } else if (step % 3 == 1) {
      change = live.move(which, to);
      place[static_cast<std::size_t>(which)] = to, open[static_cast<std::size_t>(which)] = 1;
    } else {
      change = live.close(which);
      open[static_cast<std::size_t>(which)] = 0;
    }
    CHECK(change.covered_before == before);
    CHECK(change.covered_after == live.covered());

    AccessTable centres;
    std::vector<std::int32_t> number;
    for (std::size_t c = 0; c < place.size(); ++c) {
      if (open[c] == 0) continue;
      Centre one;
      one.point = place[c];
      const AccessModel::Way way = reach.model.enter(one);
      centres.add(way.kind, way.entries);
      number.push_back(static_cast<std::int32_t>(c));
    }
    const auto nearest = nearest_centres(reach.graph, centres, reach.access);
    std::int64_t covered = 0;
    for (std::uint32_t s = 0; s < nearest.size(); ++s) {
      const bool within = nearest[s].metres <= kRadius;
      if (within) covered += reach.loads[s].households;
      CHECK((live.nearest(s).centre >= 0) == within);
      if (!within) continue;
      CHECK(live.nearest(s).metres == nearest[s].metres);
      CHECK(live.nearest(s).centre == number[static_cast<std::size_t>(nearest[s].centre)]);
    }
    CHECK(live.covered() == covered);
  }
}
