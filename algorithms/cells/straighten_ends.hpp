/// Straightens where borders between cells end on the border of their community. A middle line that nears the community's border
/// at a narrow angle leaves a needle or a hook there; its end moves along the border to the foot of the place where it leaves it.
/// Guarantees
///  - the land that changes hands at one end is at most kEndWidth wide and kEndLength long, holds no corner of a footprint and no
///    other vertex, and is no ground of the building that gives it;
///  - the community's border stays, and every border keeps what runs along it.
#pragma once

#include "algorithms/cells/scene_lines.hpp"
#include "algorithms/cells/tiled_community.hpp"

namespace wangge {

constexpr double kEndLength = 15'000, kEndWidth = 1'500;  ///< millimetres

/// Before communities are stitched: ends move on this side of the border only. Deterministic; what it does at one place depends
/// on the borders nearby alone. @cost about 0.3 microseconds a building (bench/cells_bench).
void straighten_ends(TiledCommunity& tiled, const CommunityScene& scene);

}  // namespace wangge
