/// Cells against the plain definition: all land belongs to the nearest wall.
#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include "algorithms/cells/tile_community.hpp"
#include "algorithms/outline/trace_outlines.hpp"
#include "algorithms/plan/community_draft.hpp"
#include "algorithms/validate/prepare_city.hpp"
#include "core/random.hpp"
#include "tests/algorithms/cells/random_town.hpp"

using namespace wangge;

namespace {

double distance_to(const MultiPolygon& footprint, Point p) {
  double nearest = 1e300;
  for (const Polygon& part : footprint)
    for (std::size_t i = 0; i < part.outer.size(); ++i)
      nearest = std::min(nearest, distance_to_segment(p, part.outer[i], part.outer[(i + 1) % part.outer.size()]));
  return nearest;
}

/// Buildings apart from each other on open land of 300 by 200 m: the nearest wall can always be seen.
City open_town(std::uint64_t seed) {
  Random random(seed);
  City city;
  city.crs = "EPSG:4546";
  city.communities.push_back({});
  city.communities[0].id = "c";
  city.communities[0].area = {{{{0, 0}, {300, 0}, {300, 200}, {0, 200}}, {}}};
  for (int i = 0; i < 6; ++i)
    for (int j = 0; j < 4; ++j) {
      if (random.chance(0.4)) continue;
      const Point at{25 + 50.0 * i + random.uniform(-8, 8), 25 + 50.0 * j + random.uniform(-8, 8)};
      const double angle = random.uniform(0, 3.14), w = random.uniform(2, 14), d = random.uniform(2, 8);
      const Point u{std::cos(angle) * w, std::sin(angle) * w}, v{-std::sin(angle) * d, std::cos(angle) * d};
      Building b;
      b.id = std::to_string(i) + "-" + std::to_string(j);
      b.footprint = {{{at - u - v, at + u - v, at + u + v, at - u + v}, {}}};
      b.point = at;
      city.buildings.push_back(b);
    }
  return prepare_city(city, Language::english);
}

}  // namespace

TEST_CASE("cells: at most 0.3 % of open land is in a cell that is wrong by more than half a metre") {
  std::size_t asked = 0, wrong = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const City city = open_town(seed);
    const TiledCommunity tiled = tile_community(set_scenes(city)[0].scene);
    std::vector<std::int32_t> own(tiled.cell_count());
    std::iota(own.begin(), own.end(), 0);
    const std::vector<MultiPolygon> cells = trace_outlines(tiled, own, own.size());
    Random random(seed);
    for (int k = 0; k < 1000; ++k) {
      const Point p{random.uniform(0, 300), random.uniform(0, 200)};
      double nearest = 1e300;
      for (const Building& b : city.buildings) nearest = std::min(nearest, distance_to(b.footprint, p));
      for (std::size_t c = 0; c < cells.size(); ++c)
        if (contains(cells[c], p)) {
          ++asked;
          const Building& mine = city.buildings[static_cast<std::size_t>(tiled.building[c])];
          if (!contains(mine.footprint, p) && distance_to(mine.footprint, p) > nearest + 0.5) ++wrong;
        }
    }
  }
  CHECK(asked > 19'900);
  CHECK(static_cast<double>(wrong) <= 0.003 * static_cast<double>(asked));
}
