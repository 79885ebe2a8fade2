/// Makes the cells of neighbouring communities share every vertex of their common border.
/// A cell border of one community that ends on the common border becomes a vertex of both; ends within 5 mm of each other become
/// one.
/// Needs neighbours whose borders run between the same corners, see validate/share_border_corners.
#pragma once

#include <vector>

#include "algorithms/cells/tiled_community.hpp"

namespace wangge {

/// Rewrites the border segments with ring_edge >= 0 of every community, in place. Deterministic, O(border vertices).
void stitch_communities(std::vector<TiledCommunity>& communities, int threads = 1);

}  // namespace wangge
