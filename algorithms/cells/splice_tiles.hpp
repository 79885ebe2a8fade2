/// Puts cells of one tiling of a community in the place of cells of another.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "algorithms/cells/tiled_community.hpp"

namespace wangge {

/// Takes the cells marked in `replaced` out of `kept`, which order_by_place has numbered, and puts those marked in `taken` of
/// `fresh` in their place; both fill the same land and border on the same vertices.
/// @param slot  by cell of `fresh`: its number in `kept`, where taken.
/// Points and segments stay ordered by place. O(n).
void splice_tiles(TiledCommunity& kept, std::span<const char> replaced, const TiledCommunity& fresh, std::span<const char> taken,
                  std::span<const std::int32_t> slot);

}  // namespace wangge
