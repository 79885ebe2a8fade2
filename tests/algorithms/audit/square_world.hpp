/// A community of 200 m x 100 m with eight buildings of 100 households on squares of 50 m, and two grids: A west, B east.
///
///     row 1 |  1  3 | 5  7 |
///     row 0 |  0  2 | 4  6 |
///               A      B
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "algorithms/audit/audit_plan.hpp"

namespace wangge::test {

inline Polygon rectangle(double west, double south, double east, double north) {
  return {{{west, south}, {east, south}, {east, north}, {west, north}}, {}};
}

inline City square_city() {
  City city;
  city.communities.push_back({"c1", "", "", "", {rectangle(0, 0, 200, 100)}, 0});
  for (int i = 0; i < 8; ++i) {
    const double x = 50 * (i / 2), y = 50 * (i % 2);
    Building b;
    b.id = "b" + std::to_string(i);
    b.footprint = {rectangle(x + 15, y + 15, x + 35, y + 35)};
    b.point = {x + 25, y + 25};
    b.households = Households(100);
    b.community = 0;
    city.buildings.push_back(b);
  }
  return city;
}

/// @param east  numbers of the squares that belong to grid B.
inline Plan square_plan(bool with_cells, const std::vector<int>& east = {4, 5, 6, 7}) {
  Plan plan;
  plan.grids.resize(2);
  plan.grids[0].code = "A";
  plan.grids[1].code = "B";
  for (PlanGrid& g : plan.grids) g.community = 0;
  for (int i = 0; i < 8; ++i) {
    PlanCell cell;
    cell.building = i;
    cell.community = 0;
    cell.grid = std::find(east.begin(), east.end(), i) != east.end() ? 1 : 0;
    cell.area = {rectangle(50 * (i / 2), 50 * (i % 2), 50 * (i / 2) + 50, 50 * (i % 2) + 50)};
    plan.grids[static_cast<std::size_t>(cell.grid)].area.push_back(cell.area[0]);
    if (with_cells) plan.cells.push_back(cell);
  }
  return plan;
}

/// "G001 A, G001 B": code and grid (or community) of every violation.
inline std::string summary(const std::vector<Violation>& violations) {
  std::string out;
  for (const Violation& v : violations)
    out += (out.empty() ? "" : ", ") + to_text(v.code) + " " + (v.grid_code.empty() ? v.community_code : v.grid_code);
  return out;
}

inline std::string audited(const City& city, const Plan& plan) { return summary(audit_plan(city, plan)); }

}  // namespace wangge::test
