#include "algorithms/cells/shave_needles.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "algorithms/cells/simplify_borders.hpp"
#include "algorithms/cells/stitch_communities.hpp"
#include "algorithms/cells/tile_community.hpp"
#include "algorithms/outline/trace_outlines.hpp"
#include "algorithms/plan/community_draft.hpp"
#include "algorithms/validate/prepare_city.hpp"
#include "tests/algorithms/cells/cell_areas.hpp"
#include "tests/algorithms/cells/random_town.hpp"

using namespace wangge;

namespace {

/// Corners under six degrees between sides of more than a metre whose tip is no wider than kNeedleWidth.
std::size_t needles(const std::vector<MultiPolygon>& cells) {
  std::size_t count = 0;
  const auto ring = [&](const Ring& r) {
    for (std::size_t i = 0; i < r.size(); ++i) {
      const Point u = r[(i + r.size() - 1) % r.size()] - r[i], v = r[(i + 1) % r.size()] - r[i];
      const double lu = std::hypot(u.x, u.y), lv = std::hypot(v.x, v.y), turn = std::abs(cross(u, v));
      if (u.x * v.x + u.y * v.y > 0.9945 * lu * lv && std::min(lu, lv) > 1 && turn <= kNeedleWidth / 1000 * std::max(lu, lv))
        ++count;
    }
  };
  for (const MultiPolygon& cell : cells)
    for (const Polygon& p : cell) {
      ring(p.outer);
      for (const Ring& hole : p.holes) ring(hole);
    }
  return count;
}

constexpr std::int32_t kWest = 0, kNorth = 1, kSouth = 2;
constexpr std::size_t kUpperSide = 9, kLowerSide = 8;  // segments between the tip and the needle's foot

/// A hundred metres by sixty: the western cell reaches 40 m between the northern and the southern one, 0.1 m wide.
TiledCommunity three_cells() {
  TiledCommunity tiled;
  tiled.frame = {500'000, 4'000'000};
  tiled.points = {{0, 0},           {30'000, 0}, {100'000, 0},     {100'000, 30'020}, {100'000, 60'000},
                  {30'000, 60'000}, {0, 60'000}, {30'000, 30'000}, {30'000, 30'100},  {70'000, 30'020}};
  const auto border = [&](std::int32_t a, std::int32_t b, std::int32_t cell, std::int32_t edge) {
    tiled.segments.push_back({a, b, cell, -1, -1, -1, edge, false});
  };
  border(0, 1, kWest, 0), border(1, 2, kSouth, 0), border(2, 3, kSouth, 1), border(3, 4, kNorth, 1), border(4, 5, kNorth, 2),
      border(5, 6, kWest, 2), border(6, 0, kWest, 3);
  const auto inner = [&](std::int32_t a, std::int32_t b, std::int32_t left, std::int32_t right) {
    tiled.segments.push_back({a, b, left, right, -1, -1, -1, false});
  };
  inner(1, 7, kWest, kSouth), inner(7, 9, kWest, kSouth), inner(8, 9, kNorth, kWest), inner(5, 8, kNorth, kWest),
      inner(9, 3, kNorth, kSouth);
  tiled.building = {-1, -1, -1};
  tiled.exclusive = {-1, -1, -1};
  return tiled;
}

double along_barriers(const TiledCommunity& tiled) {
  double sum = 0;
  for (const BorderSegment& s : tiled.segments)
    if (s.barrier >= 0)
      sum += grid_distance(tiled.points[static_cast<std::size_t>(s.a)], tiled.points[static_cast<std::size_t>(s.b)]);
  return sum / 1000;
}

double area_of_all(const std::vector<MultiPolygon>& cells) {
  return std::accumulate(cells.begin(), cells.end(), 0.0, [](double sum, const MultiPolygon& cell) { return sum + area(cell); });
}

}  // namespace

TEST_CASE("needles: a hair of one cell between two others goes to one of them") {
  const City city;
  const CommunityScene scene{&city, -1, {}, {}, {}, {}};
  TiledCommunity tiled = three_cells();
  REQUIRE(needles(cells_of(tiled)) == 1);
  shave_needles(tiled, scene);
  const std::vector<MultiPolygon> cells = cells_of(tiled);
  CHECK(needles(cells) == 0);
  CHECK(area(cells[kWest]) == doctest::Approx(1800));
  CHECK(area_of_all(cells) == doctest::Approx(6000));
}

TEST_CASE("needles: a barrier along one side stays where it is, whichever side it is") {
  const City city;
  const CommunityScene scene{&city, -1, {}, {}, {}, {}};
  for (const std::size_t side : {kUpperSide, kLowerSide}) {
    CAPTURE(side);
    TiledCommunity tiled = three_cells();
    tiled.segments[side].barrier = 0;
    const double metres = along_barriers(tiled);
    shave_needles(tiled, scene);
    const std::vector<MultiPolygon> cells = cells_of(tiled);
    CHECK(needles(cells) == 0);
    CHECK(along_barriers(tiled) == doctest::Approx(metres).epsilon(1e-6));
    CHECK(area_of_all(cells) == doctest::Approx(6000));
  }
}

TEST_CASE("needles: two lines that meet at a sharp angle keep the land between them, two middle lines of a river do not") {
  const City city;
  const CommunityScene scene{&city, -1, {}, {}, {}, {}};
  for (const bool within : {false, true}) {
    CAPTURE(within);
    TiledCommunity tiled = three_cells();
    for (const std::size_t side : {kUpperSide, kLowerSide})
      tiled.segments[side].barrier = 0, tiled.segments[side].within = within;
    shave_needles(tiled, scene);
    CHECK(needles(cells_of(tiled)) == (within ? 0 : 1));
  }
}

TEST_CASE("teeth: a short tip on open land is cut off at its foot, a long one and one along a wall stay") {
  const City city;
  const CommunityScene scene{&city, -1, {}, {}, {}, {}};
  const auto west_of = [&](std::int32_t length, bool wall) {
    TiledCommunity tiled = three_cells();
    tiled.points[7] = {30'000, 29'000};
    tiled.points[8] = {30'000, 31'000};
    tiled.points[9] = {30'000 + length, 30'000};
    for (const std::size_t side : {kUpperSide, kLowerSide}) tiled.segments[side].wall = wall;
    shave_needles(tiled, scene);
    const std::vector<MultiPolygon> cells = cells_of(tiled);
    CHECK(area_of_all(cells) == doctest::Approx(6000));
    return area(cells[kWest]);
  };
  CHECK(west_of(4'000, false) == doctest::Approx(1800));
  CHECK(west_of(10'000, false) == doctest::Approx(1810));
  CHECK(west_of(4'000, true) == doctest::Approx(1804));
}

TEST_CASE("needles: ground of a building is no needle") {
  City city;
  city.buildings.push_back({});
  city.buildings[0].footprint = {{{{500'070, 4'000'030.02}, {500'060, 4'000'030.04}, {500'060, 4'000'030.02}}, {}}};
  city.buildings[0].point = {500'061, 4'000'030.03};
  const CommunityScene scene{&city, -1, {0}, {}, {}, {}};
  TiledCommunity tiled = three_cells();
  tiled.building[kWest] = 0;
  shave_needles(tiled, scene);
  CHECK(needles(cells_of(tiled)) == 1);
}

TEST_CASE("needles: few are left in random towns, and corners of buildings stay in their cells") {
  std::size_t before = 0, after = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    const City city = prepare_city(random_town(seed), Language::english);
    const std::vector<CommunityDraft> drafts = set_scenes(city);
    std::vector<TiledCommunity> town;
    for (const CommunityDraft& draft : drafts) town.push_back(tile_community(draft.scene));
    stitch_communities(town);
    for (std::size_t c = 0; c < town.size(); ++c) {
      simplify_borders(town[c], drafts[c].scene);
      const std::vector<MultiPolygon> was = cells_of(town[c]);
      shave_needles(town[c], drafts[c].scene);
      const std::vector<MultiPolygon> is = cells_of(town[c]);
      before += needles(was);
      after += needles(is);
      CHECK(area_of_all(is) == doctest::Approx(area_of_all(was)).epsilon(1e-9));
      for (std::size_t i = 0; i < was.size(); ++i) {
        const std::int32_t b = town[c].building[i];
        if (b < 0) continue;
        for (const Polygon& p : city.buildings[static_cast<std::size_t>(b)].footprint)
          for (const Point q : p.outer)
            // A hair inside, so that corners on a border do not decide.
            if (const Point inner = q + (centroid({p}) - q) * 1e-3; contains(was[i], inner)) CHECK(contains(is[i], inner));
      }
    }
  }
  MESSAGE("needles: ", before, " before, ", after, " after");
  CHECK(after * 2 < before);
  CHECK(after <= 15);
}
