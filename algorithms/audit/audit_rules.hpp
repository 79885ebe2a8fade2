/// The rules of contract section 4, one function and one file each. Every function appends to AuditWorld::found.
#pragma once

#include "algorithms/audit/audit_world.hpp"
#include "algorithms/audit/outline_edges.hpp"

namespace wangge::audit {

/// G012: a code that is blank or used by several grids.
void audit_codes(AuditWorld& world);
/// G002, G003: comprehensive grids out of range, households counted from the city.
void audit_households(AuditWorld& world);
/// G009: buildings with a community in no grid, in two, or listed in a grid they do not touch.
void audit_buildings(AuditWorld& world);
/// G004: compounds that fit under the maximum but lie in several grids of a community.
void audit_compounds(AuditWorld& world);
/// G011: grids that mix an exclusive unit with anything else.
void audit_exclusive(AuditWorld& world);
/// G010: locked grids whose buildings changed.
void audit_locks(AuditWorld& world);
/// G013: more households than the budget allows lie outside the new grid that holds most of their old one.
void audit_change(AuditWorld& world);

/// G014: buildings that must share a grid in several, buildings that must not in one.
void audit_links(AuditWorld& world);
/// G015: grids with more persons, party members or workload than their limits.
void audit_limits(AuditWorld& world);

/// One polygon of a grid or of a cell.
struct LandPart {
  std::int32_t shape = -1;  ///< index into Plan::grids or Plan::cells
  std::int32_t grid = -1;   ///< -1 = in no grid that is audited
  const Polygon* polygon = nullptr;
};

/// The grids, or the cells, of one community and the borders between them. Made once, every rule reads it.
struct LandBorders {
  std::vector<LandPart> parts;
  MatchedEdges edges;  ///< owners are numbers of parts
};
[[nodiscard]] LandBorders grid_borders(const AuditWorld& world, std::int32_t community);
[[nodiscard]] LandBorders cell_borders(const AuditWorld& world, std::int32_t community);

/// G001: grids of one community, and their cells, in more parts than one per piece of the community.
void audit_pieces(AuditWorld& world, std::int32_t community, const LandBorders& grids, const LandBorders& cells);
/// G006, G007, G008: the grids of one community, and its cells, cover it exactly.
void audit_cover(AuditWorld& world, std::int32_t community, const LandBorders& grids, const LandBorders& cells);

/// G008: grids of different communities lie over one another, by more than the width of rounding.
/// @param outer  edges of grids that no grid of the same community shares; owners are grids
void audit_neighbours(AuditWorld& world, const std::vector<OutlineEdge>& outer);

class BarrierField;
/// G005 for a community with cells: parts of a grid that hang together only across closed hard barriers.
void audit_barriers(AuditWorld& world, std::int32_t community, const LandBorders& cells, const BarrierField& field);
/// G005 for a hand-drawn grid: buildings that cannot reach each other inside it without passing a closed hard barrier.
void audit_barriers_by_walking(AuditWorld& world, std::int32_t grid, const BarrierField& field);

}  // namespace wangge::audit
