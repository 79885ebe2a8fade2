/// One test for every rule that says whose land is whose.
#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "algorithms/cells/tile_city.hpp"
#include "algorithms/outline/trace_outlines.hpp"
#include "algorithms/plan/community_draft.hpp"
#include "algorithms/validate/prepare_city.hpp"

using namespace wangge;

namespace {

constexpr double kX = 500'000, kY = 4'000'000;

MultiPolygon box(double x0, double y0, double x1, double y1) {
  return {{{{kX + x0, kY + y0}, {kX + x1, kY + y0}, {kX + x1, kY + y1}, {kX + x0, kY + y1}}, {}}};
}

struct Town {
  City city;
  Town() {
    city.crs = "EPSG:4546";
    city.communities.push_back({});
    city.communities[0].id = "c";
    city.communities[0].area = box(0, 0, 200, 100);
  }
  Town& building(const char* id, const MultiPolygon& footprint) {
    Building b;
    b.id = id;
    b.footprint = footprint;
    b.point = interior_point(footprint);
    city.buildings.push_back(b);
    return *this;
  }
  /// Id of the building in whose cell the point lies, "land" for a cell without a building, "" outside.
  std::string owner(double x, double y) {
    if (cells.empty()) tile();
    for (std::size_t c = 0; c < tiled.size(); ++c)
      for (std::size_t i = 0; i < cells[c].size(); ++i)
        if (contains(cells[c][i], Point{kX + x, kY + y})) {
          const std::int32_t b = tiled[c].building[i];
          return b < 0 ? "land" : prepared.buildings[static_cast<std::size_t>(b)].id;
        }
    return "";
  }
  double area_of(const std::string& id) {
    if (cells.empty()) tile();
    double sum = 0;
    for (std::size_t c = 0; c < tiled.size(); ++c)
      for (std::size_t i = 0; i < cells[c].size(); ++i)
        if (const std::int32_t b = tiled[c].building[i]; b >= 0 && prepared.buildings[static_cast<std::size_t>(b)].id == id)
          sum += area(cells[c][i]);
    return sum;
  }
  void tile() {
    prepared = prepare_city(city, Language::english);
    std::vector<CommunityScene> scenes;
    for (const CommunityDraft& draft : set_scenes(prepared)) scenes.push_back(draft.scene);
    tiled = tile_city(scenes, RunContext{});
    for (const TiledCommunity& t : tiled) {
      std::vector<std::int32_t> own(t.cell_count());
      std::iota(own.begin(), own.end(), 0);
      cells.push_back(trace_outlines(t, own, own.size()));
    }
  }
  City prepared;
  std::vector<TiledCommunity> tiled;
  std::vector<std::vector<MultiPolygon>> cells;
};

}  // namespace

TEST_CASE("cells: land inside a compound's wall stays with the compound, street land goes to the wall it lies before") {
  Town town;
  town.city.compounds.push_back({"k", "k", box(100, 0, 200, 100)});
  town.building("inside", box(180, 40, 190, 60)).building("outside", box(85, 40, 95, 60));
  CHECK(town.owner(101, 50) == "inside");  // 6 m from the building outside, 79 m from the one inside
  CHECK(town.owner(99, 5) == "inside");    // before the wall, which is nearer than the building outside
  CHECK(town.owner(96, 50) == "outside");
}

TEST_CASE("cells: a wall that is also a barrier without a rule gives its street land on, a hard one does not") {
  for (const bool hard : {false, true}) {
    CAPTURE(hard);
    Town town;
    town.city.compounds.push_back({"k", "k", box(100, 0, 200, 100)});
    town.city.barriers.push_back({hard ? "river" : "wall", "", {{{kX + 100, kY}, {kX + 100, kY + 100}}}, {}});
    town.building("inside", box(180, 40, 190, 60)).building("outside", box(5, 40, 15, 60));
    CHECK(town.owner(98, 50) == (hard ? "outside" : "inside"));
  }
}

TEST_CASE("cells: a courtyard belongs to the building round it, unless another one stands in it") {
  MultiPolygon ring = box(20, 20, 80, 80);
  ring[0].holes.push_back(box(30, 30, 70, 70)[0].outer);
  Town empty;
  empty.building("ring", ring).building("far", box(150, 40, 160, 60));
  CHECK(empty.owner(50, 50) == "ring");
  Town held;
  held.building("ring", ring).building("hut", box(45, 45, 55, 55));
  CHECK(held.owner(50, 50) == "hut");
  CHECK(held.owner(42, 50) == "hut");  // nearer to the hut than to the ring
  CHECK(held.owner(33, 50) == "ring");
}

TEST_CASE("cells: parts of one building make one cell, land between them included") {
  MultiPolygon parts = box(20, 40, 40, 60);
  parts.push_back(box(60, 40, 80, 60)[0]);
  Town town;
  town.building("parts", parts).building("other", box(150, 40, 160, 60));
  CHECK(town.owner(50, 50) == "parts");
  CHECK(town.owner(75, 50) == "parts");
}

TEST_CASE("cells: terraces are parted by their common walls, the land before them along the middle") {
  Town town;
  for (int i = 0; i < 4; ++i) {
    const std::string id = "t" + std::to_string(i);
    town.building(id.c_str(), box(40 + 10 * i, 40, 50 + 10 * i, 60));
  }
  CHECK(town.owner(49.99, 50) == "t0");
  CHECK(town.owner(50.01, 50) == "t1");
  CHECK(town.owner(59.5, 20) == "t1");
  CHECK(town.owner(60.5, 20) == "t2");
  CHECK(town.area_of("t1") == doctest::Approx(1000).epsilon(0.001));
}

TEST_CASE("cells: a tower on a podium keeps its own ground, the podium the rest") {
  Town town;
  town.building("podium", box(40, 20, 100, 80)).building("tower", box(60, 40, 80, 60)).building("other", box(150, 40, 160, 60));
  CHECK(town.owner(70, 50) == "tower");
  CHECK(town.owner(45, 50) == "podium");
  CHECK(town.owner(35, 50) == "podium");
  CHECK(town.area_of("tower") == doctest::Approx(400).epsilon(0.001));
}

TEST_CASE("cells: duplicates share one ground, each gets a slice of it") {
  Town town;
  town.building("first", box(40, 40, 60, 60)).building("second", box(40, 40, 60, 60)).building("other", box(150, 40, 160, 60));
  CHECK(town.area_of("first") > 0);
  CHECK(town.area_of("second") > 0);
  CHECK(town.tiled[0].shared_site.size() == 1);
}

TEST_CASE("cells: points millimetres apart have a cell each, on the border of the community, too") {
  for (const double x : {100.0, 0.0, 0.002}) {
    Town town;
    town.city.building_geometry = BuildingGeometry::points;
    const auto point = [&](double east, double north) {
      Building b;
      b.id = std::to_string(town.city.buildings.size());
      b.point = {kX + east, kY + north};
      town.city.buildings.push_back(b);
    };
    for (const double away : {0.0, 0.0, 0.0, 0.0004, 0.001, 0.002, 0.0085, 0.02, 0.03, 0.3}) point(x + away, 50 + away / 3);
    for (int i = 0; i < 30; ++i) point(x, 20);
    point(150, 50);
    for (const Building& b : town.city.buildings) CHECK(town.area_of(b.id) > 0);
  }
}

TEST_CASE("cells: a building over a community's border has its cell in its own community only") {
  Town town;
  town.city.communities.push_back({});
  town.city.communities[1].id = "d";
  town.city.communities[1].area = box(200, 0, 400, 100);
  town.building("across", box(170, 40, 210, 60)).building("left", box(20, 40, 30, 60)).building("right", box(300, 40, 310, 60));
  CHECK(town.owner(195, 50) == "across");
  CHECK(town.owner(205, 50) == "right");  // its own ground beyond the border belongs to the neighbour's land
}

TEST_CASE("cells: a building over a road keeps its ground on both sides") {
  Town town;
  town.city.barriers.push_back({"main_road", "", {{{kX, kY + 50}, {kX + 200, kY + 50}}}, {}});
  town.building("bridge", box(90, 40, 110, 60)).building("south", box(20, 10, 30, 20)).building("north", box(20, 80, 30, 90));
  CHECK(town.owner(100, 45) == "bridge");
  CHECK(town.owner(100, 55) == "bridge");
  CHECK(town.owner(40, 49) == "south");  // land does not flow over the road
  CHECK(town.owner(40, 51) == "north");
}

TEST_CASE("cells: a river is divided along its middle between its banks") {
  Town town;
  town.city.barriers.push_back({"river", "", {}, box(90, -10, 110, 110)});
  town.building("west", box(20, 40, 30, 60)).building("east", box(170, 40, 180, 60));
  CHECK(town.owner(98, 50) == "west");
  CHECK(town.owner(102, 50) == "east");
}

TEST_CASE("cells: a bank without buildings joins what borders it on its own side, not a cell beyond the river") {
  Town town;
  town.city.barriers.push_back({"river", "", {}, box(90, -10, 110, 110)});
  // East of the river first a strip without buildings, then a road, then buildings. West of it a building close to the water.
  town.city.barriers.push_back({"main_road", "", {{{kX + 130, kY}, {kX + 130, kY + 100}}}, {}});
  town.building("west", box(70, 40, 88, 60)).building("east", box(170, 40, 180, 60));
  CHECK(town.owner(115, 50) == "east");
  CHECK(town.owner(105, 50) == "east");
  CHECK(town.owner(95, 50) == "west");
}

TEST_CASE("cells: an exclusive unit without buildings is a cell of its own") {
  Town town;
  town.city.exclusives.push_back({"park", "park", box(100, 20, 180, 80)});
  town.building("a", box(20, 40, 30, 60)).building("b", box(60, 40, 70, 60));
  CHECK(town.owner(140, 50) == "land");
  CHECK(town.owner(90, 50) != "land");
}
