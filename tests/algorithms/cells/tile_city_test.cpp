#include "algorithms/cells/tile_city.hpp"
#include "algorithms/cells/city_tiling.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "algorithms/cells/border_arcs.hpp"
#include "algorithms/plan/community_draft.hpp"
#include "algorithms/validate/prepare_city.hpp"
#include "core/random.hpp"
#include "tests/algorithms/cells/random_town.hpp"
#include "tests/algorithms/cells/same_tiles.hpp"

using namespace wangge;

namespace {

Ring box(double x0, double y0, double x1, double y1) { return {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}; }

Building random_building(Random& random, double x0, double y0, double width, double height) {
  Building b;
  b.id = std::to_string(random.next());
  b.households = Households(10);
  // Corners on whole decimetres and equal sizes: many points on one circle.
  const double x = x0 + 0.5 * static_cast<double>(random.below(static_cast<std::uint64_t>(2 * width - 32))),
               y = y0 + 0.5 * static_cast<double>(random.below(static_cast<std::uint64_t>(2 * height - 24)));
  b.footprint = {{box(x + 1, y + 1, x + 1 + (random.chance(0.5) ? 12 : 8), y + 9), {}}};
  b.point = interior_point(b.footprint);
  return b;
}

/// Two communities side by side, each with four walled compounds between streets.
City town_of_compounds(std::uint64_t seed) {
  Random random(seed);
  City city;
  city.crs = "EPSG:4546";
  for (int c = 0; c < 2; ++c) {
    const double left = 500'000 + 300.0 * c;
    Community community;
    community.id = std::to_string(c);
    community.area = {{box(left, 4'000'000, left + 300, 4'000'240), {}}};
    city.communities.push_back(community);
    for (int i = 0; i < 4; ++i) {
      const double x = left + 20 + 140 * (i % 2), y = 4'000'010 + 115.0 * (i / 2);
      Compound compound;
      compound.id = std::to_string(4 * c + i);
      compound.area = {{box(x, y, x + 120, y + 100), {}}};
      city.compounds.push_back(compound);
      for (int k = 0; k < 14; ++k) city.buildings.push_back(random_building(random, x, y, 120, 100));
    }
  }
  return city;
}

struct Line {
  std::int64_t ax, ay, bx, by;
  std::string left, right;
  friend auto operator<=>(const Line&, const Line&) = default;
};

/// Arcs that lie wholly inside one compound, as places and ids. (An arc that goes on into the street belongs to both.)
std::set<Line> lines_in(const City& city, const std::vector<TiledCommunity>& tiles, std::size_t compound) {
  std::set<Line> lines;
  Box inside = bounds(city.compounds[compound].area);
  inside.grow(-0.01);
  for (const TiledCommunity& t : tiles)
    for (const BorderArc& arc : border_arcs(t)) {
      const auto place = [&](std::int32_t p) { return t.points[static_cast<std::size_t>(p)]; };
      if (!std::all_of(arc.points.begin(), arc.points.end(),
                       [&](auto p) { return inside.contains(t.frame.to_metres(place(p))); }))
        continue;
      const auto id = [&](std::int32_t cell) {
        const std::int32_t n = cell < 0 ? -1 : t.building[static_cast<std::size_t>(cell)];
        return n < 0 ? std::string() : city.buildings[static_cast<std::size_t>(n)].id;
      };
      for (std::size_t i = 0; i + 1 < arc.points.size(); ++i) {
        const GridPoint a = place(arc.points[i]), b = place(arc.points[i + 1]);
        lines.insert({a.x, a.y, b.x, b.y, id(arc.like.left), id(arc.like.right)});
      }
    }
  return lines;
}

/// A new building, one less, or one moved, in one compound. Later buildings get other numbers.
void edit(City& city, std::size_t compound, Random& random) {
  const Box box = bounds(city.compounds[compound].area);
  const auto first = city.buildings.begin() + static_cast<std::ptrdiff_t>(14 * compound);
  const auto chosen = first + static_cast<std::ptrdiff_t>(random.below(14));
  switch (random.below(3)) {
    case 0: city.buildings.insert(chosen, random_building(random, box.min_x, box.min_y, 120, 100)); break;
    case 1: city.buildings.erase(chosen); break;
    default: *chosen = random_building(random, box.min_x, box.min_y, 120, 100);
  }
}

}  // namespace

TEST_CASE("tiling kept for edits: equal to tiling the edited city anew, other enclosures keep every vertex") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const City before = town_of_compounds(seed);
    City after = before;
    const std::size_t compound = random.below(8);
    edit(after, compound, random);
    const City old_city = prepare_city(before, Language::english), new_city = prepare_city(after, Language::english);
    CityTiling tiling(scenes_of(old_city), RunContext{});
    std::vector<std::set<Line>> lines;
    for (std::size_t k = 0; k < 8; ++k) lines.push_back(lines_in(old_city, tiling.tiles(), k));
    CHECK(tiling.update(scenes_of(new_city), RunContext{}) == 1);
    CHECK(difference(tiling.tiles(), tile_city(scenes_of(new_city), RunContext{})) == "");
    for (std::size_t k = 0; k < 8; ++k)
      if (k != compound) {
        CAPTURE(k);
        CHECK(lines[k].size() > 10);
        CHECK(lines[k] == lines_in(new_city, tiling.tiles(), k));
      }
  }
}

TEST_CASE("tiling kept for edits: nothing is done anew when nothing changes") {
  const City city = prepare_city(random_town(3), Language::english);
  CityTiling tiling(scenes_of(city), RunContext{});
  const std::vector<TiledCommunity> was = tiling.tiles();
  CHECK(tiling.update(scenes_of(city), RunContext{}) == 0);
  CHECK(difference(was, tiling.tiles()) == "");
}

TEST_CASE("tiling a city: the same bytes on one thread and on two") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const City city = prepare_city(random_town(seed), Language::english);
    RunContext two;
    two.threads = 2;
    CHECK(difference(tile_city(scenes_of(city), RunContext{}), tile_city(scenes_of(city), two)) == "");
  }
}
