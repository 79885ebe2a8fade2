#include "algorithms/audit/audit_plan.hpp"

#include <algorithm>

#include "algorithms/audit/audit_rules.hpp"
#include "algorithms/audit/barrier_field.hpp"

namespace wangge {

std::vector<Violation> audit_plan(const City& prepared, const Plan& plan, const AuditOptions& options) {
  using namespace audit;
  AuditWorld world = audit_world(prepared, plan, options.language);
  audit_codes(world);
  audit_households(world);
  audit_buildings(world);
  audit_compounds(world);
  audit_exclusive(world);
  audit_locks(world);
  audit_change(world);
  audit_links(world);
  audit_limits(world);
  const BarrierField field(prepared);
  std::vector<OutlineEdge> outer;
  for (std::size_t i = 0; i < prepared.communities.size(); ++i) {
    const auto community = static_cast<std::int32_t>(i);
    const LandBorders grids = grid_borders(world, community), cells = cell_borders(world, community);
    for (OutlineEdge edge : grids.edges.single) {
      edge.owner = grids.parts[at(edge.owner)].shape;
      outer.push_back(edge);
    }
    audit_pieces(world, community, grids, cells);
    audit_cover(world, community, grids, cells);
    if (world.with_cells) {
      audit_barriers(world, community, cells, field);
    } else {
      for (const std::int32_t g : world.grids_of_community[i]) audit_barriers_by_walking(world, g, field);
    }
  }
  audit_neighbours(world, outer);
  for (std::size_t i = 0; i < plan.grids.size(); ++i)
    if (const PlanGrid& grid = plan.grids[i]; grid.community < 0 && grid.kind != GridKind::micro)
      world.add(RuleCode::outside_community, static_cast<std::int32_t>(i), -1, area(grid.area), 0,
                world.say("audit_outside_all", {grid.code}),
                grid.area.empty() ? std::nullopt : std::optional<Point>(interior_point(grid.area)));
  std::stable_sort(world.found.begin(), world.found.end(),
                   [](const Violation& a, const Violation& b) { return a.code < b.code; });
  return std::move(world.found);
}

}  // namespace wangge
