/// Border segments joined to arcs: chains between vertices where three borders meet or where what runs along the border changes.
#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/cells/tiled_community.hpp"

namespace wangge {

struct BorderArc {
  BorderSegment like;                ///< sides and what runs along it, seen from the first point to the last; a and b are not set
  std::vector<std::int32_t> points;  ///< two or more; a closed arc repeats its first point
  bool open_ring = false;            ///< closed, and no other border meets it anywhere
};

/// Every segment is in one arc. Direction and order of the arcs follow from places alone: from west to east. Segments of the
/// community's border are arcs of their own.
[[nodiscard]] std::vector<BorderArc> border_arcs(const TiledCommunity& tiled);

}  // namespace wangge
