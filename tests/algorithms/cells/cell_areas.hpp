/// Every cell of a community as a polygon.
#pragma once

#include <numeric>
#include <vector>

#include "algorithms/cells/tile_community.hpp"
#include "algorithms/outline/trace_outlines.hpp"

namespace wangge {

inline std::vector<MultiPolygon> cells_of(const TiledCommunity& tiled) {
  std::vector<std::int32_t> own(tiled.cell_count());
  std::iota(own.begin(), own.end(), 0);
  return trace_outlines(tiled, own, own.size());
}

}  // namespace wangge
