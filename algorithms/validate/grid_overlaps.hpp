/// Grids of an old layer that were drawn over one another.
#pragma once

#include <vector>

#include "core/box_index.hpp"
#include "core/city.hpp"
#include "core/common_land.hpp"

namespace wangge {

struct GridOverlap {
  std::size_t first = 0, second = 0;  ///< first < second
  CommonLand common;
};

/// Every pair with more than 5 square metres in common that is wider than half a metre somewhere: less is how borders were drawn.
/// In the order of the grids. @param index  of the grids' bounds
[[nodiscard]] std::vector<GridOverlap> grid_overlaps(const std::vector<PreviousGrid>& grids, const BoxIndex& index);

}  // namespace wangge
