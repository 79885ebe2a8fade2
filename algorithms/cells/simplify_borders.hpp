/// Draws the borders between cells with as few vertices as a stated tolerance allows. It is done once, on the arcs that cells
/// share, before anything is divided or measured: cells, grids and lengths all come from the same arcs afterwards. Guarantees
///  - the ends of an arc (where three borders meet, or where what runs along it changes) and the community's border stay;
///  - no point of a removed vertex is farther from the new line than the tolerance of its arc: kOpenTolerance on open land,
///    kAlongTolerance where the border runs along a wall or a barrier;
///  - nothing crosses: a vertex goes only when no other vertex, no corner of a footprint and no end of a wall between two
///    footprints (wall_ends.hpp) lies in the triangle it leaves, so no border passes over another or into a building, and the
///    corners of shared walls stay.
/// Source: Visvalingam & Whyatt 1993, with the tolerance of Douglas & Peucker 1973 and the guard of Saalfeld 1999.
#pragma once

#include "algorithms/cells/scene_lines.hpp"
#include "algorithms/cells/tiled_community.hpp"

namespace wangge {

constexpr double kOpenTolerance = 400;  ///< millimetres
constexpr double kAlongTolerance = 5;

/// Rewrites `tiled` in place. Deterministic. @cost about 7 microseconds a building (bench/cells_bench).
void simplify_borders(TiledCommunity& tiled, const CommunityScene& scene);

}  // namespace wangge
