/// Border edges of communities that no neighbour shares, corner by corner: where communities overlap, lie apart or end.
#pragma once

#include <cstdint>
#include <vector>

#include "core/city.hpp"

namespace wangge {

/// The community's land lies on the left.
struct LonelyEdge {
  Point a, b;
  std::int32_t community;
  bool in_loop = false;  ///< for the use of finders
};

/// Sorted by place. O(n log n) in the corners.
[[nodiscard]] std::vector<LonelyEdge> lonely_edges(const std::vector<Community>& communities);

}  // namespace wangge
