/// Gives the land of every free triangle to a building: the nearest wall wins, and land does not flow across borders, walls
/// and barriers. Rules, in this order:
///  1. land inside a compound's wall: nearest building inside it;
///  2. land outside: nearest building, or nearest compound wall, whose land joins the cell behind the wall (unless a barrier that
///     a rule makes hard or soft runs along it);
///  3. land with neither (empty compounds, medians, banks): nearest labelled land on its rim, not across a hard barrier;
///  4. land under a barrier's polygon likewise: roads first, then rivers, divided along their middle between their banks;
///  5. an exclusive unit without buildings is a cell of its own; land that only a hard barrier parts from labelled land joins it
///     across; land that nothing reaches becomes cells without a building.
#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/cells/arrange_community.hpp"
#include "algorithms/cells/land_wedges.hpp"

namespace wangge {

/// Labels along the edges of every triangle inside the community. A label is a position in CommunityScene::buildings, or
/// buildings.size() + i for the i-th cell of land. An edge changes its label at most once, at the vertex `cut`.
struct LandLabels {
  std::vector<std::int32_t> at_origin;       ///< by half-edge; -1 = outside the community
  std::vector<std::int32_t> at_target;       ///< by half-edge
  std::vector<std::int32_t> cut;             ///< by half-edge: index into `points`, -1 = the label does not change
  std::vector<GridPoint> points;             ///< vertices of the mesh, then cut points
  std::vector<std::int32_t> land_exclusive;  ///< by cell of land: its exclusive unit, or -1
  /// Wall pieces that decide who is near: geometry of those nearest to each corner, for exact middle lines.
  WallPieces walls;
  std::vector<std::int32_t> corner_wall[2];  ///< by half-edge (corner at its origin): up to two pieces, -1 = none
};

/// Vertices are added to the arrangement's free land where borders need them.
[[nodiscard]] LandLabels label_land(Arrangement& arrangement, std::size_t buildings);

}  // namespace wangge
