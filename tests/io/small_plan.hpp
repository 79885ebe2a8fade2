/// A city of one community and two grids, for tests of writing.
#pragma once

#include <string>

#include "core/plan.hpp"

namespace wangge::test {

inline MultiPolygon rectangle(double x, double y, double width, double height) {
  return {{{{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}}, {}}};
}

inline City small_city() {
  City city;
  city.name = "Small";
  city.crs = "EPSG:4546";
  city.household_basis = "column \"hh\"";
  city.communities.push_back({"150105001001", "一社区", "", "", rectangle(500000, 4500000, 300, 100), 0});
  Building building;
  building.id = "0001";
  building.point = {500010, 4500010};
  building.households = Households(280);
  building.community = building.compound = 0;
  city.buildings.push_back(building);
  city.compounds.push_back({"甲小区", "甲小区", {}});
  return city;
}

inline Plan small_plan() {
  Plan plan;
  PlanGrid grid;
  grid.code = "150105001001001";
  grid.name = "第一网格";
  grid.community = 0;
  grid.area = rectangle(500000, 4500000, 100, 50);
  grid.households = Households(280);
  grid.status = GridStatus::too_small;
  for (int i = 0; i < 200; ++i) grid.reason += "户";
  plan.grids.push_back(grid);
  grid.code = "150105001001002";
  grid.reason.clear();
  grid.area = rectangle(500100, 4500000, 50, 50);
  grid.area.push_back(rectangle(500200, 4500000, 50, 50)[0]);
  plan.grids.push_back(grid);
  plan.cells.push_back({0, 0, 0, 0, Households(280), rectangle(500000, 4500000, 100, 50)});
  plan.cells.push_back({-1, 0, -1, 1, Households(0), plan.grids[1].area});
  CommunityResult result;
  result.community = 0;
  result.proof = Proof::optimal;
  result.objective = result.lower_bound = 12.5;
  plan.communities.push_back(result);
  plan.info = {{"created", "2026-01-02T03:04:05.000Z"}, {"version", "0"}};
  return plan;
}

}  // namespace wangge::test
