#include "algorithms/change/grid_of_building.hpp"

#include <map>
#include <set>
#include <string>

namespace wangge {

std::vector<std::int32_t> grid_of_building(const City& city, const Plan& plan) {
  std::vector<std::int32_t> out(city.buildings.size(), -1);
  if (!plan.cells.empty()) {
    for (const PlanCell& cell : plan.cells)
      if (cell.building >= 0) out[static_cast<std::size_t>(cell.building)] = cell.grid;
    return out;
  }
  std::vector<Box> boxes;
  for (const PlanGrid& grid : plan.grids) boxes.push_back(bounds(grid.area));
  for (std::size_t b = 0; b < out.size(); ++b)
    for (std::size_t g = 0; g < boxes.size() && out[b] < 0; ++g)
      if (plan.grids[g].kind != GridKind::micro && boxes[g].contains(city.buildings[b].point) &&
          contains(plan.grids[g].area, city.buildings[b].point))
        out[b] = static_cast<std::int32_t>(g);
  return out;
}

void count_anew(const City& city, const std::vector<std::int32_t>& grid_of_building, Plan& plan) {
  std::vector<std::set<std::int32_t>> compounds(plan.grids.size());
  for (PlanGrid& grid : plan.grids) {
    if (grid.kind == GridKind::micro) continue;
    grid.households = Households(0);
    grid.population = 0;
    grid.buildings = 0;
  }
  for (std::size_t b = 0; b < grid_of_building.size(); ++b) {
    if (grid_of_building[b] < 0) continue;
    const auto g = static_cast<std::size_t>(grid_of_building[b]);
    const Building& building = city.buildings[b];
    plan.grids[g].households += building.households;
    plan.grids[g].population += building.population;
    ++plan.grids[g].buildings;
    if (building.compound >= 0) compounds[g].insert(building.compound);
  }
  for (std::size_t g = 0; g < plan.grids.size(); ++g) {
    PlanGrid& grid = plan.grids[g];
    if (grid.kind == GridKind::micro) continue;
    grid.compounds = static_cast<std::int32_t>(compounds[g].size());
    if (grid.kind != GridKind::comprehensive) continue;
    grid.status = grid.households < city.rules.min_households   ? GridStatus::too_small
                  : grid.households > city.rules.max_households ? GridStatus::too_large
                                                                : GridStatus::ok;
  }
}

Plan plan_in_force(const City& city) {
  Plan plan;
  if (!city.has_previous) return plan;
  std::map<std::string, std::int32_t> number;
  for (const Building& b : city.buildings)
    if (!b.previous_grid.empty()) number.emplace(b.previous_grid, 0);
  for (const PreviousGrid& grid : city.previous_grids) number.emplace(grid.code, 0);
  for (auto& [code, index] : number) {
    index = static_cast<std::int32_t>(plan.grids.size());
    PlanGrid grid;
    grid.code = code;
    plan.grids.push_back(std::move(grid));
  }
  for (const PreviousGrid& old : city.previous_grids) {
    MultiPolygon& area = plan.grids[static_cast<std::size_t>(number[old.code])].area;
    area.insert(area.end(), old.area.begin(), old.area.end());
  }
  for (std::size_t b = 0; b < city.buildings.size(); ++b) {
    const Building& building = city.buildings[b];
    if (building.previous_grid.empty()) continue;
    PlanCell cell;
    cell.building = static_cast<std::int32_t>(b);
    cell.community = building.community;
    cell.compound = building.compound;
    cell.grid = number[building.previous_grid];
    cell.households = building.households;
    PlanGrid& grid = plan.grids[static_cast<std::size_t>(cell.grid)];
    if (grid.community < 0) grid.community = building.community;
    grid.households += building.households;
    grid.population += building.population;
    ++grid.buildings;
    plan.cells.push_back(std::move(cell));
  }
  return plan;
}

}  // namespace wangge
