#include "algorithms/audit/audit_world.hpp"

#include <algorithm>
#include <limits>
#include <map>

namespace wangge::audit {

namespace {

template <class Record>
std::string name_and_id(const Record& record) {
  return record.name.empty() || record.name == record.id ? record.id : record.name + " (" + record.id + ")";
}

/// Grid of every cell. Where several grids carry one code the reader cannot tell them apart: the place of the cell decides.
std::vector<std::int32_t> grids_of_cells(const Plan& plan) {
  std::map<std::string, std::vector<std::int32_t>> by_code;
  for (std::size_t g = 0; g < plan.grids.size(); ++g) by_code[plan.grids[g].code].push_back(static_cast<std::int32_t>(g));
  std::vector<std::int32_t> out;
  for (const PlanCell& cell : plan.cells) {
    std::int32_t grid = cell.grid >= 0 && at(cell.grid) < plan.grids.size() ? cell.grid : -1;
    if (grid >= 0) {
      const auto& same = by_code[plan.grids[at(grid)].code];
      if (same.size() > 1) {
        const Point inside = interior_point(cell.area);
        for (const std::int32_t g : same)
          if (contains(plan.grids[at(g)].area, inside)) grid = g;
      }
    }
    out.push_back(grid);
  }
  return out;
}

void place_by_cells(AuditWorld& world) {
  for (std::size_t c = 0; c < world.plan.cells.size(); ++c) {
    const std::int32_t b = world.plan.cells[c].building, g = world.grid_of_cell[c];
    if (b < 0 || g < 0 || !world.counts(g)) continue;
    std::int32_t& first = world.grid_of_building[at(b)];
    if (first < 0)
      first = g;
    else if (first != g)
      world.second_grid[at(b)] = g;
  }
}

void place_by_location(AuditWorld& world) {
  std::vector<Box> boxes;
  for (const PlanGrid& g : world.plan.grids) {
    boxes.push_back(bounds(g.area));
    boxes.back().grow(kWidth);
  }
  for (std::size_t b = 0; b < world.city.buildings.size(); ++b) {
    const Building& building = world.city.buildings[b];
    if (building.community < 0) continue;
    const auto& grids = world.grids_of_community[at(building.community)];
    for (const std::int32_t g : grids) {
      if (!boxes[at(g)].contains(building.point) || !contains(world.grid(g).area, building.point)) continue;
      if (world.grid_of_building[b] < 0)
        world.grid_of_building[b] = g;
      else if (distance_to_outline(world.grid(g).area, building.point) > kWidth)  // nearer: the border's own width
        world.second_grid[b] = g;
    }
    if (world.grid_of_building[b] >= 0) continue;
    double nearest = kWidth;
    for (const std::int32_t g : grids)
      if (boxes[at(g)].contains(building.point))
        if (const double metres = distance_to_outline(world.grid(g).area, building.point); metres <= nearest) {
          nearest = metres;
          world.grid_of_building[b] = g;
        }
  }
}

/// The exclusive unit a grid stands for: as the plan says, else the one most of its buildings belong to.
void find_units(AuditWorld& world) {
  const City& city = world.city;
  std::map<std::string, std::int32_t> by_id;
  for (std::size_t u = 0; u < city.exclusives.size(); ++u) by_id.emplace(city.exclusives[u].id, static_cast<std::int32_t>(u));
  for (std::size_t g = 0; g < world.plan.grids.size(); ++g) {
    const PlanGrid& grid = world.plan.grids[g];
    std::map<std::int32_t, int> share;
    for (const std::int32_t b : world.buildings[g]) ++share[city.buildings[at(b)].exclusive];
    // A layer drawn by hand has no column for the kind: a grid that holds one unit and nothing else is that unit's.
    if (!world.with_cells && world.kind[g] == GridKind::comprehensive) {
      if (share.size() == 1 && share.begin()->first >= 0) world.kind[g] = GridKind::exclusive;
      if (share.empty() && !grid.area.empty())
        for (const ExclusiveUnit& u : city.exclusives)
          if (contains(u.area, interior_point(grid.area))) world.kind[g] = GridKind::exclusive;
    }
    if (world.kind[g] != GridKind::exclusive) continue;
    if (const auto named = by_id.find(grid.exclusive_id); named != by_id.end()) world.unit[g] = named->second;
    int most = 0;
    if (world.unit[g] < 0)
      for (const auto& [unit, count] : share)
        if (unit >= 0 && count > most) most = count, world.unit[g] = unit;
  }
}

}  // namespace

double distance_to_outline(const MultiPolygon& area, Point p) {
  double nearest = std::numeric_limits<double>::infinity();
  auto look = [&](const Ring& ring) {
    for (std::size_t i = 0; i < ring.size(); ++i)
      nearest = std::min(nearest, distance_to_segment(p, ring[i], ring[(i + 1) % ring.size()]));
  };
  for (const Polygon& polygon : area) {
    look(polygon.outer);
    for (const Ring& hole : polygon.holes) look(hole);
  }
  return nearest;
}

void AuditWorld::add(RuleCode code, std::int32_t g, std::int32_t community, double value, double limit, std::string reason,
                     std::optional<Point> place) {
  Violation violation;
  violation.code = code;
  if (g >= 0) violation.grid_code = grid(g).code;
  if (community >= 0) violation.community_code = city.communities[at(community)].id;
  violation.value = value;
  violation.limit_value = limit;
  violation.reason = std::move(reason);
  violation.place = place;
  found.push_back(std::move(violation));
}

std::string AuditWorld::building_name(std::int32_t building) const { return name_and_id(city.buildings[at(building)]); }
std::string AuditWorld::compound_name(std::int32_t compound) const { return name_and_id(city.compounds[at(compound)]); }
std::string AuditWorld::community_name(std::int32_t community) const {
  return community < 0 ? say("audit_no_community") : name_and_id(city.communities[at(community)]);
}

std::string AuditWorld::list(const std::vector<std::string>& names) const {
  constexpr std::size_t kNamed = 3;
  std::string out;
  for (std::size_t i = 0; i < std::min(names.size(), kNamed); ++i) out += (i > 0 ? say("list_comma") : "") + names[i];
  if (names.size() > kNamed) out += say("and_more", {std::to_string(names.size() - kNamed)});
  return out.empty() ? say("land_without_buildings") : out;
}

std::string AuditWorld::list_buildings(const std::vector<std::int32_t>& of) const {
  std::vector<std::string> names;
  for (const std::int32_t b : of) names.push_back(building_name(b));
  return list(names);
}

AuditWorld audit_world(const City& city, const Plan& plan, Language language) {
  AuditWorld world{city, plan, language, !plan.cells.empty(), {}, {}, {}, {}, {}, {}, {}, {}, {}, {}};
  const std::size_t grids = plan.grids.size(), buildings = city.buildings.size();
  world.unit.assign(grids, -1);
  world.buildings.resize(grids);
  world.households.assign(grids, 0);
  world.grid_of_building.assign(buildings, -1);
  world.second_grid.assign(buildings, -1);
  world.grids_of_community.resize(city.communities.size());
  world.cells_of_community.resize(city.communities.size());
  for (std::size_t g = 0; g < grids; ++g) {
    world.kind.push_back(plan.grids[g].kind);
    if (plan.grids[g].community >= 0 && world.kind[g] != GridKind::micro)
      world.grids_of_community[at(plan.grids[g].community)].push_back(static_cast<std::int32_t>(g));
  }
  world.grid_of_cell = grids_of_cells(plan);
  for (std::size_t c = 0; c < plan.cells.size(); ++c)
    if (plan.cells[c].community >= 0)
      world.cells_of_community[at(plan.cells[c].community)].push_back(static_cast<std::int32_t>(c));
  if (world.with_cells)
    place_by_cells(world);
  else
    place_by_location(world);
  for (std::size_t b = 0; b < buildings; ++b) {
    const std::int32_t g = world.grid_of_building[b];
    if (g < 0) continue;
    world.buildings[at(g)].push_back(static_cast<std::int32_t>(b));
    world.households[at(g)] += city.buildings[b].households.value();
  }
  find_units(world);
  return world;
}

}  // namespace wangge::audit
