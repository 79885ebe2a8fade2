/// From labels along edges to border segments between cells.
///
/// Every border piece lies inside one triangle or along one edge, so there can be no gap, no overlap and no cut footprint.
/// Where rounding to millimetres would fold a needle-shaped triangle, the border is pulled to the triangle's corner.
/// Land that a label holds apart from its building (beyond another cell) goes to the neighbour with the longest border.
#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/cells/arrange_community.hpp"
#include "algorithms/cells/label_land.hpp"
#include "algorithms/cells/tiled_community.hpp"

namespace wangge {

/// @param ground  where not null: by cell a digest of all that its land was made from, triangles and the walls they know;
///                the same whatever lies elsewhere, and however triangles are numbered.
[[nodiscard]] TiledCommunity cut_triangles(const Arrangement& arrangement, LandLabels labels, const CommunityScene& scene,
                                           std::vector<std::uint64_t>* ground = nullptr);

}  // namespace wangge
