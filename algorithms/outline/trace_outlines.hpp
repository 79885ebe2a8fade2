/// Outlines of groups of cells (a cell, a grid, a community): the border segments whose two sides lie in different groups.
/// Guarantees
///  - the outlines of all groups tile what their cells tile, and neighbours share every vertex: no slivers, gaps or overlaps;
///  - rings are simple and OGC-valid: an outline that touches itself in a vertex is split there into rings;
///  - outer rings run counter-clockwise, holes clockwise; the order of polygons is that of their first border segment.
/// @cost O(n log n) in the segments, about 0.1 microseconds each.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "algorithms/cells/tiled_community.hpp"

namespace wangge {

/// @param group  by cell: number of its group in [0, groups), or -1 to leave the cell out.
/// @return       one area per group, metres of the working CRS; empty for a group without cells.
[[nodiscard]] std::vector<MultiPolygon> trace_outlines(const TiledCommunity& tiled, std::span<const std::int32_t> group,
                                                       std::size_t groups);

}  // namespace wangge
