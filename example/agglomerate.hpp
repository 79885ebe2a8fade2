/// Joins neighbouring areas, smallest first, until a wanted number of connected regions is left.
/// Guarantees: every region is connected over the given borders; exactly `wanted` regions when the borders allow it;
/// equal input gives equal labels.
/// Cost: O(n log n) joins with small neighbour tables.
#pragma once

#include <cstdint>
#include <vector>

namespace wangge::example {

struct Border {
  int a = -1, b = -1;
  double pull = 0;  ///< metres, more where a line is easy to join over, less along great barriers
};

struct AreaToJoin {
  double size = 0;       ///< in units of the wanted mean
  double perimeter = 0;  ///< metres
  bool locked = false;   ///< stays as it is
};

/// Labels 0 .. k-1 in order of the first area. `limit`: joins beyond this size are avoided.
[[nodiscard]] std::vector<int> agglomerate(const std::vector<AreaToJoin>& areas, const std::vector<Border>& borders, int wanted,
                                           double limit);

}  // namespace wangge::example
