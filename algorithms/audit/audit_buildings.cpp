#include <algorithm>
#include <map>

#include "algorithms/audit/audit_rules.hpp"

namespace wangge::audit {

namespace {

/// True when a building's point or any corner of its footprint lies in the area or within 1 cm of it.
bool touches(const MultiPolygon& area, const Building& building) {
  auto near = [&](Point p) { return contains(area, p) || distance_to_outline(area, p) <= kWidth; };
  if (near(building.point)) return true;
  for (const Polygon& part : building.footprint)
    for (std::size_t i = 0; i < part.outer.size(); ++i)
      if (near(part.outer[i]) || near((part.outer[i] + part.outer[(i + 1) % part.outer.size()]) * 0.5)) return true;
  return false;
}

struct Groups {
  std::map<std::int32_t, std::vector<std::int32_t>> in_none;                          ///< by community
  std::map<std::pair<std::int32_t, std::int32_t>, std::vector<std::int32_t>> in_two;  ///< by pair of grids
  std::map<std::int32_t, std::vector<std::int32_t>> elsewhere;                        ///< by the grid that lists them
};

Groups sort_buildings(const AuditWorld& world) {
  Groups groups;
  for (std::size_t i = 0; i < world.city.buildings.size(); ++i) {
    const Building& building = world.city.buildings[i];
    const auto b = static_cast<std::int32_t>(i);
    const std::int32_t g = world.grid_of_building[i];
    if (g < 0) {
      if (building.community >= 0) groups.in_none[building.community].push_back(b);
      continue;
    }
    if (world.second_grid[i] >= 0)
      groups.in_two[std::minmax(g, world.second_grid[i])].push_back(b);
    else if (world.with_cells && !touches(world.grid(g).area, building))
      groups.elsewhere[g].push_back(b);
  }
  return groups;
}

}  // namespace

void audit_buildings(AuditWorld& world) {
  const Groups groups = sort_buildings(world);
  const auto place = [&](const std::vector<std::int32_t>& of) { return world.city.buildings[at(of.front())].point; };
  for (const auto& [community, of] : groups.in_none) {
    std::int64_t households = 0;
    for (const std::int32_t b : of) households += world.city.buildings[at(b)].households.value();
    world.add(RuleCode::building_unassigned, -1, community, static_cast<double>(of.size()), 0,
              world.say("audit_in_no_grid", {std::to_string(of.size()), world.community_name(community), with_commas(households),
                                             world.list_buildings(of)}),
              place(of));
  }
  for (const auto& [grids, of] : groups.in_two)
    world.add(RuleCode::building_unassigned, grids.first, world.grid(grids.first).community, static_cast<double>(of.size()), 0,
              world.say("audit_in_two_grids", {std::to_string(of.size()), world.grid(grids.first).code,
                                               world.grid(grids.second).code, world.list_buildings(of)}),
              place(of));
  for (const auto& [g, of] : groups.elsewhere)
    world.add(RuleCode::building_unassigned, g, world.grid(g).community, static_cast<double>(of.size()), 0,
              world.say("audit_stands_elsewhere", {std::to_string(of.size()), world.grid(g).code, world.list_buildings(of)}),
              place(of));
}

}  // namespace wangge::audit
