#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "algorithms/cells/tile_city.hpp"
#include "algorithms/outline/trace_outlines.hpp"
#include "algorithms/plan/community_draft.hpp"
#include "algorithms/validate/prepare_city.hpp"
#include "tests/algorithms/cells/random_town.hpp"

using namespace wangge;

namespace {

struct TiledTown {
  City city;
  std::vector<TiledCommunity> tiled;
  std::vector<std::vector<MultiPolygon>> cells;
};

TiledTown tile(std::uint64_t seed) {
  TiledTown town;
  town.city = prepare_city(random_town(seed), Language::english);
  std::vector<CommunityScene> scenes;
  for (const CommunityDraft& draft : set_scenes(town.city)) scenes.push_back(draft.scene);
  town.tiled = tile_city(scenes, RunContext{});
  for (const TiledCommunity& t : town.tiled) {
    std::vector<std::int32_t> own(t.cell_count());
    std::iota(own.begin(), own.end(), 0);
    town.cells.push_back(trace_outlines(t, own, own.size()));
  }
  return town;
}

using Edge = std::pair<std::pair<std::int64_t, std::int64_t>, std::pair<std::int64_t, std::int64_t>>;

std::pair<std::int64_t, std::int64_t> millimetres(Point p) { return {std::llround(p.x * 1000), std::llround(p.y * 1000)}; }

/// Directed edges of all rings; in a coverage none appears twice, and its reverse belongs to the neighbour.
std::map<Edge, int> edges_of(const TiledTown& town) {
  std::map<Edge, int> edges;
  for (const auto& community : town.cells)
    for (const MultiPolygon& cell : community)
      for (const Polygon& p : cell) {
        auto add = [&](const Ring& ring) {
          for (std::size_t i = 0; i < ring.size(); ++i) ++edges[{millimetres(ring[i]), millimetres(ring[(i + 1) % ring.size()])}];
        };
        add(p.outer);
        for (const Ring& hole : p.holes) add(hole);
      }
  return edges;
}

bool crosses(Point a, Point b, Point c, Point d) {
  const double o1 = cross(b - a, c - a), o2 = cross(b - a, d - a), o3 = cross(d - c, a - c), o4 = cross(d - c, b - c);
  constexpr double kTouch = 1e-7;  // square metres: the coordinates are millimetres stored as doubles
  return ((o1 > kTouch && o2 < -kTouch) || (o1 < -kTouch && o2 > kTouch)) &&
         ((o3 > kTouch && o4 < -kTouch) || (o3 < -kTouch && o4 > kTouch));
}

}  // namespace

TEST_CASE("cells: cover every community without gap or overlap, neighbours share every vertex") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    const TiledTown town = tile(seed);
    for (std::size_t c = 0; c < town.cells.size(); ++c) {
      double sum = 0;
      for (const MultiPolygon& cell : town.cells[c]) sum += area(cell);
      CHECK(sum == doctest::Approx(area(town.city.communities[c].area)).epsilon(1e-5));
    }
    const std::map<Edge, int> edges = edges_of(town);
    std::size_t outer = 0, double_edges = 0, unmatched = 0;
    for (const auto& [edge, count] : edges) {
      double_edges += count > 1 ? 1 : 0;
      if (edges.count({edge.second, edge.first}) > 0) continue;
      // Only the rim of the whole town has no neighbour.
      const auto [x0, y0] = edge.first;
      const auto [x1, y1] = edge.second;
      const bool rim = (x0 < 500'000'003 && x1 < 500'000'003) || (x0 > 500'599'997 && x1 > 500'599'997) ||
                       (y0 < 4'000'000'003 && y1 < 4'000'000'003) || (y0 > 4'000'199'997 && y1 > 4'000'199'997);
      (rim ? outer : unmatched) += 1;
    }
    CHECK(double_edges == 0);
    CHECK(unmatched == 0);
    CHECK(outer > 0);
  }
}

TEST_CASE("cells: a building drawn twice across the border has ground in its own community") {
  for (const std::uint64_t seed : {587, 771, 1285, 1485, 1491}) {  // towns where the place of such a building lies outside
    CAPTURE(seed);
    const TiledTown town = tile(seed);
    for (const std::vector<MultiPolygon>& community : town.cells)
      for (const MultiPolygon& cell : community) CHECK(area(cell) > 0);
  }
}

TEST_CASE("cells: outlines never cross") {
  for (std::uint64_t seed = 1; seed <= 15; ++seed) {
    CAPTURE(seed);
    const std::map<Edge, int> edges = edges_of(tile(seed));
    std::vector<std::pair<Point, Point>> lines;
    for (const auto& [edge, count] : edges)
      lines.push_back(
          {{static_cast<double>(edge.first.first) / 1000 - 500'000, static_cast<double>(edge.first.second) / 1000 - 4'000'000},
           {static_cast<double>(edge.second.first) / 1000 - 500'000,
            static_cast<double>(edge.second.second) / 1000 - 4'000'000}});
    std::sort(lines.begin(), lines.end(),
              [](const auto& a, const auto& b) { return std::min(a.first.x, a.second.x) < std::min(b.first.x, b.second.x); });
    int crossings = 0;
    for (std::size_t i = 0; i < lines.size(); ++i)
      for (std::size_t j = i + 1;
           j < lines.size() && std::min(lines[j].first.x, lines[j].second.x) <= std::max(lines[i].first.x, lines[i].second.x);
           ++j)
        crossings += crosses(lines[i].first, lines[i].second, lines[j].first, lines[j].second) ? 1 : 0;
    CHECK(crossings == 0);
  }
}

TEST_CASE("cells: every building has one cell in one piece that touches it") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    const TiledTown town = tile(seed);
    std::set<std::int32_t> seen;
    for (std::size_t c = 0; c < town.cells.size(); ++c)
      for (std::size_t i = 0; i < town.cells[c].size(); ++i) {
        const std::int32_t b = town.tiled[c].building[i];
        if (b < 0) continue;
        CHECK(seen.insert(b).second);
        CHECK(town.cells[c][i].size() == 1);
      }
    for (std::size_t b = 0; b < town.city.buildings.size(); ++b)
      CHECK((seen.count(static_cast<std::int32_t>(b)) == 1) == (town.city.buildings[b].community >= 0));
  }
}

TEST_CASE("cells: every border segment separates two different cells") {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    CAPTURE(seed);
    for (const TiledCommunity& tiled : tile(seed).tiled)
      for (const BorderSegment& s : tiled.segments) CHECK(s.left != s.right);
  }
}
