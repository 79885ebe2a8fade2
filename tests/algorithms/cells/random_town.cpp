#include "tests/algorithms/cells/random_town.hpp"

#include <cmath>

#include "core/random.hpp"

namespace wangge {

namespace {

Ring turned_box(Point centre, double width, double depth, double angle) {
  Ring ring;
  for (const auto& [x, y] : {std::pair{-0.5, -0.5}, {0.5, -0.5}, {0.5, 0.5}, {-0.5, 0.5}}) {
    const double dx = x * width, dy = y * depth;
    ring.push_back(
        {centre.x + dx * std::cos(angle) - dy * std::sin(angle), centre.y + dx * std::sin(angle) + dy * std::cos(angle)});
  }
  return ring;
}

MultiPolygon box(double x0, double y0, double x1, double y1) { return {{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, {}}}; }

Building random_building(Random& random, std::size_t number, const City& town) {
  Building b;
  b.id = "b" + std::to_string(number);
  b.households = Households(static_cast<std::int32_t>(random.below(60)));
  const Point at{random.uniform(500'000, 500'600), random.uniform(4'000'000, 4'000'200)};
  const std::uint64_t kind = random.below(12);
  if (kind == 0 && number > 0) {  // the same again
    b.footprint = town.buildings.back().footprint;
  } else if (kind > 1) {  // kind 1: a point
    const double angle = kind == 2 ? 0 : random.uniform(0, 3.14);
    b.footprint = {{turned_box(at, random.uniform(0.4, 40), random.uniform(0.4, 15), angle), {}}};
    if (kind == 3) b.footprint[0].holes.push_back(turned_box(at, 0.2, 0.1, angle));
    if (kind == 4) std::swap(b.footprint[0].outer[0], b.footprint[0].outer[1]);  // bow-tie
  }
  b.point = b.footprint.empty() ? at : interior_point(b.footprint);
  return b;
}

}  // namespace

City random_town(std::uint64_t seed) {
  Random random(seed);
  City town;
  town.crs = "EPSG:4546";
  double x = 500'000;
  for (int i = 0; i < 3; ++i) {
    Community c;
    c.id = "c" + std::to_string(i);
    const double right = i == 2 ? 500'600 : x + random.uniform(120, 260);
    c.area = box(x, 4'000'000, right, 4'000'200);
    x = right;
    town.communities.push_back(c);
  }
  const double wall = random.uniform(500'020, 500'300);
  town.compounds.push_back({"k0", "k0", box(wall, 4'000'020, wall + 90, 4'000'090)});
  Barrier road{"main_road",
               "road",
               {{{499'900, 4'000'000 + random.uniform(20, 180)}, {500'700, 4'000'000 + random.uniform(20, 180)}}},
               {}};
  Barrier river{
      "river", "river", {}, box(500'000 + random.uniform(50, 500), 3'999'950, 500'000 + random.uniform(520, 560), 4'000'300)};
  town.barriers = {road, river};
  const std::size_t count = 5 + random.below(60);
  for (std::size_t i = 0; i < count; ++i) town.buildings.push_back(random_building(random, i, town));
  return town;
}

}  // namespace wangge
