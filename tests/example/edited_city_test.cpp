#include <doctest/doctest.h>

#include <map>
#include <set>

#include "algorithms/cells/city_tiling.hpp"
#include "algorithms/cells/tile_city.hpp"
#include "algorithms/plan/community_draft.hpp"
#include "tests/algorithms/cells/random_edit.hpp"
#include "tests/algorithms/cells/same_tiles.hpp"
#include "tests/example/sample_region.hpp"

using namespace wangge;

namespace {

using Borders = std::set<std::tuple<double, double, double, double, std::string, std::int32_t>>;

/// By building: its cell's borders, with the building beyond and the barrier.
std::map<std::string, Borders> borders_of(const City& city, const std::vector<TiledCommunity>& tiles) {
  std::map<std::string, Borders> out;
  for (const TiledCommunity& t : tiles) {
    const auto id = [&](std::int32_t cell) {
      const std::int32_t b = cell < 0 ? -1 : t.building[static_cast<std::size_t>(cell)];
      return b < 0 ? std::string() : city.buildings[static_cast<std::size_t>(b)].id;
    };
    for (const BorderSegment& s : t.segments) {
      const Point a = t.frame.to_metres(t.points[static_cast<std::size_t>(s.a)]),
                  b = t.frame.to_metres(t.points[static_cast<std::size_t>(s.b)]);
      out[id(s.left)].insert({a.x, a.y, b.x, b.y, id(s.right), s.barrier});
      out[id(s.right)].insert({a.x, a.y, b.x, b.y, id(s.left), s.barrier});
    }
  }
  return out;
}

void edit_and_compare(City city, std::uint64_t seed, int edits) {
  Random random(seed);
  CityTiling tiling(scenes_of(city), RunContext{});
  for (int edit = 0; edit < edits; ++edit) {
    CAPTURE(edit);
    const auto before = borders_of(city, tiling.tiles());
    edit_building(city, random);
    RunContext two;
    two.threads = 1 + edit % 2;
    tiling.update(scenes_of(city), two);
    CHECK(difference(tiling.tiles(), tile_city(scenes_of(city), RunContext{})) == "");
    CHECK(tiling.cells_made() < 60);
    std::size_t differ = 0;
    for (const auto& [id, borders] : borders_of(city, tiling.tiles())) {
      const auto was = before.find(id);
      differ += was == before.end() || was->second != borders ? 1 : 0;
    }
    CHECK(differ <= tiling.cells_made() + 1);  // land without a building counts as one
  }
}

}  // namespace

TEST_CASE("an edit of a building re-tiles a few cells of the sample; all others keep every vertex, as from scratch") {
  edit_and_compare(prepared_sample(), 1, 12);
}

TEST_CASE("the same in one large region without communities and walls") { edit_and_compare(one_region(), 2, 10); }

TEST_CASE("edits of walls, barriers and borders of the sample: as from scratch") {
  City city = prepared_sample();
  Random random(3);
  CityTiling tiling(scenes_of(city), RunContext{});
  for (int edit = 0; edit < 10; ++edit) {
    CAPTURE(edit);
    edit_line(city, random);
    tiling.update(scenes_of(city), RunContext{});
    CHECK(difference(tiling.tiles(), tile_city(scenes_of(city), RunContext{})) == "");
  }
}
