/// 四至: what bounds a grid to the east, south, west and north, from the things that run along its outline.
/// Rules
///  - a piece of border counts for a side by how much of it faces that way, outwards, and only where it lies on that side of the
///    grid's centre: the north border of a wide grid says nothing of its east;
///  - the thing that most of a side runs along names it;
///  - a side of which less than a tenth runs along anything named is unnamed; one that runs along nothing named for more than
///  half
///    of its length is marked as named in part.
#pragma once

#include <array>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "algorithms/cells/tiled_community.hpp"

namespace wangge {

struct SideName {
  std::string name;          ///< empty where nothing named runs along that side
  bool part = false;         ///< the greater part of the side is unnamed
  std::int32_t beyond = -1;  ///< the group behind most of what is unnamed; -1 = none, or land outside
};

/// What runs along a border; nullptr = nothing with a name. Names stay where they are while boundaries are described.
struct BorderNames {
  /// Along the piece from `from` to `to` (metres, at most 25 m long) of a segment, whichever side it is seen from.
  std::function<const std::string*(const BorderSegment&, Point from, Point to)> on_both_sides;
  /// Along a segment where nothing else does, seen from the cell on its left, or else on its right.
  std::function<const std::string*(const BorderSegment&, bool left_is_inside)> on_one_side;
};

/// @param group  by cell: grid; @param groups their number; @param centre by grid, metres
/// @return       by grid: east, south, west, north
[[nodiscard]] std::vector<std::array<SideName, 4>> describe_boundaries(const TiledCommunity& tiled,
                                                                       std::span<const std::int32_t> group, std::size_t groups,
                                                                       std::span<const Point> centre, const BorderNames& names);

}  // namespace wangge
