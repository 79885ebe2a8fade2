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

#include <array>
#include <cstdint>
#include <vector>

#include "algorithms/cells/arrange_community.hpp"
#include "algorithms/cells/land_wedges.hpp"

namespace wangge {

/// What is known along one half-edge of a triangle inside the community. A label is a position in CommunityScene::buildings, or
/// buildings.size() + i for the i-th cell of land. An edge changes its label at most once, at the vertex `cut`.
struct EdgeLabels {
  std::int32_t at_origin = -1;  ///< -1 = outside the community
  std::int32_t at_target = -1;
  std::int32_t cut = -1;  ///< index into `points`, -1 = the label does not change
  /// Up to two wall pieces that are nearest to the corner at the origin, -1 = none.
  std::array<std::int32_t, 2> walls{-1, -1};
  bool open = false;  ///< the triangles beside it are cut as one
};

struct LandLabels {
  std::vector<EdgeLabels> edges;             ///< by half-edge
  std::vector<GridPoint> points;             ///< vertices of the mesh, then cut points
  std::vector<std::int32_t> land_exclusive;  ///< by cell of land: its exclusive unit, or -1
  WallPieces walls;                          ///< geometry of those that decide who is near, for exact middle lines
  [[nodiscard]] EdgeLabels& along(std::int32_t h) { return edges[static_cast<std::size_t>(h)]; }
  [[nodiscard]] const EdgeLabels& along(std::int32_t h) const { return edges[static_cast<std::size_t>(h)]; }
};

/// Vertices are added to the arrangement's free land where borders need them.
[[nodiscard]] LandLabels label_land(Arrangement& arrangement, std::size_t buildings);

}  // namespace wangge
