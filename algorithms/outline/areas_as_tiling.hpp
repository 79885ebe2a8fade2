/// Areas that share borders exactly (grids of a plan) seen as cells of a tiling: what is shared, and outlines of groups of them.
#pragma once

#include <span>

#include "algorithms/cells/tiled_community.hpp"

namespace wangge {

/// One cell an area, on the millimetre grid. Where two areas have the same edge it lies between them; every other edge is
/// outside. Areas drawn by hand, whose corners do not match, share nothing. O(n log n) in the corners.
[[nodiscard]] TiledCommunity areas_as_tiling(std::span<const MultiPolygon> areas);

}  // namespace wangge
