#include "algorithms/cells/straighten_ends.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "algorithms/cells/tile_community.hpp"
#include "algorithms/outline/trace_outlines.hpp"
#include "algorithms/plan/community_draft.hpp"
#include "algorithms/validate/prepare_city.hpp"
#include "tests/algorithms/cells/cell_areas.hpp"
#include "tests/algorithms/cells/random_town.hpp"

using namespace wangge;

namespace {

double area_of_all(const std::vector<MultiPolygon>& cells) {
  return std::accumulate(cells.begin(), cells.end(), 0.0, [](double sum, const MultiPolygon& cell) { return sum + area(cell); });
}

/// A hundred metres by sixty, cut from north to south; the last five metres of the cut run along the southern border.
TiledCommunity two_cells() {
  TiledCommunity tiled;
  tiled.frame = {500'000, 4'000'000};
  tiled.points = {{0, 0},      {45'000, 0},   {100'000, 0},  {100'000, 60'000}, {50'000, 60'000},
                  {0, 60'000}, {47'000, 200}, {49'000, 300}, {50'000, 2'000}};
  const auto border = [&](std::int32_t a, std::int32_t b, std::int32_t cell, std::int32_t edge) {
    tiled.segments.push_back({a, b, cell, -1, -1, -1, edge, false});
  };
  border(0, 1, 0, 0), border(1, 2, 1, 0), border(2, 3, 1, 1), border(3, 4, 1, 2), border(4, 5, 0, 2), border(5, 0, 0, 3);
  for (const auto& [a, b] : {std::pair{1, 6}, std::pair{6, 7}, std::pair{7, 8}, std::pair{8, 4}})
    tiled.segments.push_back({a, b, 0, 1, -1, -1, -1, false});
  tiled.building = {-1, -1};
  tiled.exclusive = {-1, -1};
  return tiled;
}

}  // namespace

TEST_CASE("ends: a line that nears the community's border at a narrow angle ends where it leaves it") {
  const City city;
  const CommunityScene scene{&city, -1, {}, {}, {}, {}};
  TiledCommunity tiled = two_cells();
  straighten_ends(tiled, scene);
  const std::vector<MultiPolygon> cells = cells_of(tiled);
  CHECK(area_of_all(cells) == doctest::Approx(6000));
  CHECK(std::count(tiled.points.begin(), tiled.points.end(), GridPoint{49'000, 0}) == 1);
  CHECK(std::count(tiled.points.begin(), tiled.points.end(), GridPoint{45'000, 0}) == 0);
  CHECK(std::count(tiled.points.begin(), tiled.points.end(), GridPoint{47'000, 200}) == 0);
}

TEST_CASE("ends: they stay where a building stands between, where a wall runs along the line, and at steep lines") {
  City city;
  city.buildings.push_back({});
  city.buildings[0].footprint = {{{{500'047, 4'000'000.05}, {500'048, 4'000'000.05}, {500'048, 4'000'000.1}}, {}}};
  city.buildings[0].point = {500'047.9, 4'000'000.06};
  const auto unchanged = [](TiledCommunity tiled, const CommunityScene& scene) {
    const std::vector<GridPoint> was = tiled.points;
    straighten_ends(tiled, scene);
    return tiled.points == was;
  };
  TiledCommunity built = two_cells();
  built.building[0] = 0;
  CHECK(unchanged(built, CommunityScene{&city, -1, {0}, {}, {}, {}}));
  TiledCommunity walled = two_cells();
  walled.segments[6].wall = true;
  CHECK(unchanged(walled, CommunityScene{&city, -1, {}, {}, {}, {}}));
  TiledCommunity steep = two_cells();
  steep.points[6] = {45'500, 3'000};
  steep.points[7] = {46'000, 6'000};
  steep.points[8] = {47'000, 9'000};
  CHECK(unchanged(steep, CommunityScene{&city, -1, {}, {}, {}, {}}));
}

TEST_CASE("ends: land of random towns stays whole, and corners of buildings stay in their cells") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    const City city = prepare_city(random_town(seed), Language::english);
    for (const CommunityDraft& draft : set_scenes(city)) {
      TiledCommunity tiled = tile_community(draft.scene);
      const std::vector<MultiPolygon> was = cells_of(tiled);
      straighten_ends(tiled, draft.scene);
      const std::vector<MultiPolygon> is = cells_of(tiled);
      CHECK(area_of_all(is) == doctest::Approx(area_of_all(was)).epsilon(1e-6));
      for (std::size_t i = 0; i < was.size(); ++i) {
        const std::int32_t b = tiled.building[i];
        if (b < 0) continue;
        for (const Polygon& p : city.buildings[static_cast<std::size_t>(b)].footprint)
          for (const Point q : p.outer)
            if (const Point inner = q + (centroid({p}) - q) * 1e-3; contains(was[i], inner)) CHECK(contains(is[i], inner));
      }
    }
  }
}
