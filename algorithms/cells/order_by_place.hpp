/// One way to number what a community was cut into: by place alone.
#pragma once

#include "algorithms/cells/tiled_community.hpp"

namespace wangge {

/// Vertices from west to east (then south to north), each place once; segments from their western end on, by that end and then
/// the other; cells of land in the order of their first segment, after the buildings; those without any are left out. Equal
/// borders give equal bytes afterwards, however they were found. O(n log n).
/// @return by cell its new number, -1 = left out.
std::vector<std::int32_t> order_by_place(TiledCommunity& tiled);

}  // namespace wangge
