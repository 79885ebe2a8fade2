#include "algorithms/cells/simplify_borders.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "algorithms/cells/border_arcs.hpp"
#include "algorithms/cells/stitch_communities.hpp"
#include "algorithms/cells/tile_community.hpp"
#include "algorithms/outline/trace_outlines.hpp"
#include "algorithms/plan/community_draft.hpp"
#include "algorithms/validate/prepare_city.hpp"
#include "core/random.hpp"
#include "tests/algorithms/cells/random_town.hpp"

using namespace wangge;

namespace {

struct Town {
  City city;
  std::vector<CommunityDraft> drafts;
  std::vector<TiledCommunity> before, after;
};

Town simplified_town(std::uint64_t seed) {
  Town town;
  town.city = prepare_city(random_town(seed), Language::english);
  town.drafts = set_scenes(town.city);
  for (const CommunityDraft& draft : town.drafts) town.before.push_back(tile_community(draft.scene));
  stitch_communities(town.before);
  town.after = town.before;
  for (std::size_t c = 0; c < town.after.size(); ++c) simplify_borders(town.after[c], town.drafts[c].scene);
  return town;
}

std::vector<MultiPolygon> cells_of(const TiledCommunity& tiled) {
  std::vector<std::int32_t> own(tiled.cell_count());
  std::iota(own.begin(), own.end(), 0);
  return trace_outlines(tiled, own, own.size());
}

/// Calls look(building, its cell before, its cell after) for every building of the town.
template <class Look>
void each_building(const Town& town, Look look) {
  for (std::size_t c = 0; c < town.before.size(); ++c) {
    const std::vector<MultiPolygon> was = cells_of(town.before[c]), is = cells_of(town.after[c]);
    for (std::size_t i = 0; i < was.size(); ++i)
      if (const std::int32_t b = town.before[c].building[i]; b >= 0)
        look(town.city.buildings[static_cast<std::size_t>(b)], was[i], is[i]);
  }
}

double to_line(GridPoint p, const TiledCommunity& tiled, const BorderArc& arc) {
  double nearest = 1e300;
  const Point q{p.x / 1.0, p.y / 1.0};
  for (std::size_t i = 0; i + 1 < arc.points.size(); ++i) {
    const GridPoint a = tiled.points[static_cast<std::size_t>(arc.points[i])],
                    b = tiled.points[static_cast<std::size_t>(arc.points[i + 1])];
    nearest = std::min(nearest, distance_to_segment(q, {a.x / 1.0, a.y / 1.0}, {b.x / 1.0, b.y / 1.0}));
  }
  return nearest;
}

bool same_ends(const TiledCommunity& was, const BorderArc& o, const TiledCommunity& is, const BorderArc& n) {
  const auto place = [](const TiledCommunity& t, std::int32_t p) { return t.points[static_cast<std::size_t>(p)]; };
  return place(was, o.points.front()) == place(is, n.points.front()) &&
         place(was, o.points.back()) == place(is, n.points.back()) &&
         std::minmax(o.like.left, o.like.right) == std::minmax(n.like.left, n.like.right);
}

/// Places just inside the walls of a footprint that lay in the cell before, and how many of them it has lost.
std::pair<int, int> ground_lost(const MultiPolygon& footprint, const MultiPolygon& was, const MultiPolygon& is) {
  int asked = 0, lost = 0;
  const auto look = [&](const Ring& ring) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Point from = ring[i], way = ring[(i + 1) % ring.size()] - from;
      const double length = std::hypot(way.x, way.y);
      for (double along = 0.05; along < length; along += 0.1)
        for (const double inwards : {0.02, -0.02, 0.2, -0.2}) {
          const Point place = from + way * (along / length) + Point{-way.y, way.x} * (inwards / length);
          if (!contains(footprint, place) || !contains(was, place)) continue;
          ++asked;
          lost += contains(is, place) ? 0 : 1;
        }
    }
  };
  for (const Polygon& p : footprint) {
    look(p.outer);
    for (const Ring& hole : p.holes) look(hole);
  }
  return {asked, lost};
}

}  // namespace

TEST_CASE("simplified borders: arcs keep their ends and stay within the tolerance") {
  std::size_t before = 0, after = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    const Town town = simplified_town(seed);
    for (std::size_t c = 0; c < town.before.size(); ++c) {
      const TiledCommunity &was = town.before[c], &is = town.after[c];
      before += was.points.size();
      after += is.points.size();
      const std::vector<BorderArc> old_arcs = border_arcs(was), new_arcs = border_arcs(is);
      REQUIRE(old_arcs.size() == new_arcs.size());
      for (const BorderArc& o : old_arcs) {
        const double tolerance = o.like.barrier >= 0 || o.like.wall || o.like.ring_edge >= 0 ? kAlongTolerance : kOpenTolerance;
        // The same arc drawn anew: same ends, same cells. Two cells may share several arcs between the same ends.
        double best = 1e300;
        for (const BorderArc& n : new_arcs) {
          if (!same_ends(was, o, is, n)) continue;
          double farthest = 0;
          for (const std::int32_t p : o.points)
            farthest = std::max(farthest, to_line(was.points[static_cast<std::size_t>(p)], is, n));
          best = std::min(best, farthest);
        }
        CHECK(best <= tolerance);
      }
    }
  }
  CHECK(after * 3 < before * 2);
}

TEST_CASE("simplified borders: corners of buildings stay in their cells") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    each_building(simplified_town(seed), [](const Building& building, const MultiPolygon& was, const MultiPolygon& is) {
      for (const Polygon& p : building.footprint)
        for (const Point q : p.outer)
          // A hair inside, so that corners on a border do not decide.
          if (const Point inner = q + (centroid({p}) - q) * 1e-3; contains(was, inner)) CHECK(contains(is, inner));
    });
  }
}

// Walls of footprints that overlap cross where neither has a corner: a border that no longer turned there ran through one of
// them.
TEST_CASE("simplified borders: ground of footprints stays in its cell, where footprints overlap too") {
  std::vector<std::uint64_t> seeds{291, 316, 386};  // towns where even a corner was lost
  for (std::uint64_t seed = 1; seed <= 30; ++seed) seeds.push_back(seed);
  int asked = 0;
  for (const std::uint64_t seed : seeds) {
    CAPTURE(seed);
    each_building(simplified_town(seed), [&](const Building& building, const MultiPolygon& was, const MultiPolygon& is) {
      CAPTURE(building.id);
      const auto [places, lost] = ground_lost(building.footprint, was, is);
      CHECK(lost == 0);
      asked += places;
    });
  }
  CHECK(asked > 100'000);
}

TEST_CASE("simplified borders: buildings at one place keep their tips of land there") {
  City city;
  city.crs = "EPSG:4546";
  city.communities.push_back({});
  city.communities[0].id = "c";
  city.communities[0].area = {{{{500'000, 4'000'000}, {500'200, 4'000'000}, {500'200, 4'000'100}, {500'000, 4'000'100}}, {}}};
  Random random(11);
  for (int place = 0; place < 12; ++place) {
    const Point at{500'000 + random.uniform(10, 190), 4'000'000 + random.uniform(10, 90)};
    for (std::uint64_t k = 0, tenants = 1 + random.below(4); k < tenants; ++k) {
      Building b;
      b.id = std::to_string(place) + "-" + std::to_string(k);
      b.point = at;
      city.buildings.push_back(b);
    }
  }
  city = prepare_city(std::move(city), Language::english);
  const std::vector<CommunityDraft> drafts = set_scenes(city);
  TiledCommunity tiled = tile_community(drafts[0].scene);
  simplify_borders(tiled, drafts[0].scene);
  CHECK(tiled.shared_site.size() == city.buildings.size());
  const std::vector<MultiPolygon> cells = cells_of(tiled);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::int32_t b = tiled.building[i];
    if (b < 0) continue;
    CAPTURE(city.buildings[static_cast<std::size_t>(b)].id);
    const Point at = city.buildings[static_cast<std::size_t>(b)].point;
    double nearest = 1e300;
    for (const Polygon& p : cells[i])
      for (std::size_t k = 0; k < p.outer.size(); ++k)
        nearest = std::min(nearest, distance_to_segment(at, p.outer[k], p.outer[(k + 1) % p.outer.size()]));
    CHECK((contains(cells[i], at) || nearest < 0.002));
  }
}
