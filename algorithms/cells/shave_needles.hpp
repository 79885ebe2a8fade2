/// Gives the needles of cells away. Where the middle lines of three buildings nearly coincide, a cell ends in a tip that is
/// metres long and a hair wide; on a map it is a stub or a tooth of the grid's outline. The land of such a tip goes to the cell
/// beside it, triangle by triangle from the tip on. Guarantees
///  - the land that changes hands along a border is at most kNeedleWidth wide (kOpenNeedleWidth where no wall and no barrier runs
///    along the needle), all changes there together, or a tooth: a tip of less than forty degrees on open land, at most
///    kToothLength long and kToothWidth wide, beside which the outline turns away, or the last metres of a border beside a
///    barrier;
///  - the triangle that changes hands holds no other vertex of a border and no corner of a footprint, and is no ground of the
///    building that gives it: nothing crosses, no building leaves its cell;
///  - borders of the community stay; along barriers and walls borders stay (within kAlongTolerance where a needle is no wider,
///    and but for the rounding of one new vertex) and keep their meaning: what a barrier costs is counted as before.
#pragma once

#include "algorithms/cells/scene_lines.hpp"
#include "algorithms/cells/tiled_community.hpp"

namespace wangge {

constexpr double kNeedleWidth = 500, kOpenNeedleWidth = 1'500;  ///< millimetres
constexpr double kToothWidth = 3'500, kToothLength = 7'000;

/// Rewrites `tiled` in place. Deterministic; what it does at one place depends on the borders nearby alone.
/// @cost about 0.3 microseconds a building (bench/cells_bench).
void shave_needles(TiledCommunity& tiled, const CommunityScene& scene);

}  // namespace wangge
