/// Where a border leaves a wall between two footprints. Where footprints overlap, that is mostly a crossing of their walls and no
/// corner of either; a border that no longer turned there would run through the ground of one of them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "algorithms/cells/integer_plane.hpp"

namespace wangge {

/// A piece of border with a footprint on either side, seen from one of its ends; each is listed from both.
struct WallPart {
  std::int32_t from = -1, to = -1;  ///< points
  std::int32_t owners = 0;          ///< set of those whose wall it is
};

/// Places of the points where another number of parts than two meet, or two that are not of one wall or bend by more than a few
/// millimetres. Sorts the list.
[[nodiscard]] std::vector<GridPoint> wall_ends(std::vector<WallPart>& parts, std::span<const GridPoint> points);

}  // namespace wangge
