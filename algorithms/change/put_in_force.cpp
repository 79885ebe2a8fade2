#include "algorithms/change/put_in_force.hpp"

#include <algorithm>

namespace wangge {

void put_in_force(const Plan& plan, City& city) {
  for (Building& building : city.buildings) building.previous_grid.clear();
  city.has_previous = true;
  for (const PlanCell& cell : plan.cells)
    if (cell.building >= 0 && cell.grid >= 0)
      city.buildings[static_cast<std::size_t>(cell.building)].previous_grid =
          plan.grids[static_cast<std::size_t>(cell.grid)].code;
  if (!plan.cells.empty()) return;
  for (Building& building : city.buildings)  // drawn by hand: by place
    for (const PlanGrid& grid : plan.grids)
      if (bounds(grid.area).contains(building.point) && contains(grid.area, building.point)) {
        building.previous_grid = grid.code;
        break;
      }
}

std::vector<char> broken_communities(const City& city, const std::vector<Violation>& violations) {
  std::vector<char> touch(city.communities.size(), 0);
  for (std::size_t i = 0; i < touch.size(); ++i)
    touch[i] = std::any_of(violations.begin(), violations.end(),
                           [&](const Violation& v) { return v.community_code == city.communities[i].id; });
  return touch;
}

}  // namespace wangge
