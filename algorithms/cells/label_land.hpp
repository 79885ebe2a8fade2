/// Gives the land of every free triangle to a building: the nearest wall wins, and land does not flow across borders, walls
/// and barriers. Rules, in this order:
///  1. land inside a compound's wall: nearest building inside it;
///  2. land outside: nearest building, or nearest compound wall, whose land joins the cell behind the wall;
///  3. land under a barrier's polygon and land with neither (rivers, empty compounds, medians): nearest labelled land on its
///     rim, so that a river is divided along its middle between its banks;
///  4. an exclusive unit without buildings is a cell of its own; land that nothing reaches becomes cells without a building.
#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/cells/arrange_community.hpp"

namespace wangge {

/// Labels along the edges of every triangle inside the community. A label is a position in CommunityScene::buildings, or
/// buildings.size() + i for the i-th cell of land. An edge changes its label at most once, at the vertex `cut`.
struct LandLabels {
  std::vector<std::int32_t> at_origin;       ///< by half-edge; -1 = outside the community
  std::vector<std::int32_t> at_target;       ///< by half-edge
  std::vector<std::int32_t> cut;             ///< by half-edge: index into `points`, -1 = the label does not change
  std::vector<GridPoint> points;             ///< vertices of the mesh, then cut points
  std::vector<std::int32_t> land_exclusive;  ///< by cell of land: its exclusive unit, or -1
  /// Wall pieces that decide who is near: geometry of the feature nearest to each corner, for exact middle lines.
  struct Feature {
    GridPoint a, b;
    std::int32_t label;
  };
  std::vector<Feature> features;
  std::vector<std::int32_t> corner_feature[2];  ///< by half-edge (corner at its origin): up to two features, -1 = none
  [[nodiscard]] double distance_to(std::int32_t half_edge_corner, std::int32_t label, double x, double y) const;
};

[[nodiscard]] LandLabels label_land(const Arrangement& arrangement, std::size_t buildings);

}  // namespace wangge
