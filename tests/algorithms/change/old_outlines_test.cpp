#include "algorithms/change/old_outlines.hpp"

#include <doctest/doctest.h>

using namespace wangge;

namespace {

MultiPolygon square(double west) { return {{{{west, 0}, {west + 10, 0}, {west + 10, 10}, {west, 10}}, {}}}; }

/// Four squares in a row; the third holds no building. Old grids: the first two buildings, the last one.
struct Row {
  City city;
  Plan plan, old_plan;

  Row() {
    city.communities.emplace_back();
    for (int i = 0; i < 4; ++i) {
      PlanCell cell;
      cell.community = 0;
      cell.grid = 0;
      cell.area = square(10.0 * i);
      if (i != 2) {
        cell.building = static_cast<std::int32_t>(city.buildings.size());
        Building building;
        building.community = 0;
        building.point = {10.0 * i + 5, 5};
        city.buildings.push_back(building);
        PlanCell old;
        old.building = cell.building;
        old.grid = i < 2 ? 0 : 1;
        old_plan.cells.push_back(old);
      }
      plan.cells.push_back(cell);
    }
    plan.grids.resize(1);
    old_plan.grids.resize(2);
  }
};

}  // namespace

TEST_CASE("old grids known by their buildings are unions of cells, and land without buildings belongs to one of them") {
  const Row row;
  const std::vector<MultiPolygon> old = old_outlines(row.city, row.plan, row.old_plan);
  REQUIRE(old.size() == 2);
  CHECK(area(old[0]) + area(old[1]) == doctest::Approx(400));
  CHECK(contains(old[0], Point{5, 5}));
  CHECK(contains(old[0], Point{15, 5}));
  CHECK(contains(old[1], Point{35, 5}));
  CHECK(contains(old[0], Point{25, 5}) != contains(old[1], Point{25, 5}));
}

TEST_CASE("old grids with an area of their own keep it") {
  Row row;
  row.old_plan.grids[1].area = square(32);
  const std::vector<MultiPolygon> old = old_outlines(row.city, row.plan, row.old_plan);
  CHECK(bounds(old[1]).min_x == 32);
  CHECK(area(old[1]) == doctest::Approx(100));
}
