/// 四至: what bounds a grid to the east, south, west and north, from the things that run along its outline.
/// Every border segment goes to the quarter (N, E, S, W by bearing from the grid's centre) it lies in; in each quarter the
/// thing with the greatest length names the side. Unnamed stretches are said to be unnamed.
#pragma once

#include <array>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "algorithms/cells/tiled_community.hpp"

namespace wangge {

/// @param group     by cell: grid; @param groups their number; @param centre by grid, metres
/// @param name_of   name of what runs along a segment, seen from `inside` (a cell of the grid); empty = nothing with a name
/// @return          by grid: east, south, west, north; empty where nothing named runs along that side
[[nodiscard]] std::vector<std::array<std::string, 4>> describe_boundaries(
    const TiledCommunity& tiled, std::span<const std::int32_t> group, std::size_t groups, std::span<const Point> centre,
    const std::function<std::string(const BorderSegment&, bool left_is_inside)>& name_of);

}  // namespace wangge
