#include "algorithms/cells/city_tiling.hpp"

#include <doctest/doctest.h>

#include "algorithms/cells/tile_city.hpp"
#include "algorithms/plan/community_draft.hpp"
#include "algorithms/validate/prepare_city.hpp"
#include "tests/algorithms/cells/random_edit.hpp"
#include "tests/algorithms/cells/random_town.hpp"
#include "tests/algorithms/cells/same_tiles.hpp"

using namespace wangge;

TEST_CASE("tiling kept for edits: buildings, walls, barriers and borders of random towns, byte for byte as from scratch") {
  for (std::uint64_t seed = 1; seed <= 80; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    City town = random_town(seed);
    CityTiling tiling(scenes_of(prepare_city(town, Language::english)), RunContext{});
    for (int edit = 0; edit < 5 && !town.buildings.empty(); ++edit) {
      CAPTURE(edit);
      if (random.chance(0.5))
        edit_building(town, random);
      else
        edit_line(town, random);
      const City city = prepare_city(town, Language::english);
      tiling.update(scenes_of(city), RunContext{});
      CHECK(difference(tiling.tiles(), tile_city(scenes_of(city), RunContext{})) == "");
    }
  }
}

TEST_CASE("tiling kept for edits: communities that come and go") {
  const City one = prepare_city(random_town(5), Language::english), other = prepare_city(random_town(6), Language::english);
  CityTiling tiling(scenes_of(one), RunContext{});
  for (const City* city : {&other, &one}) {
    tiling.update(scenes_of(*city), RunContext{});
    CHECK(difference(tiling.tiles(), tile_city(scenes_of(*city), RunContext{})) == "");
  }
}
