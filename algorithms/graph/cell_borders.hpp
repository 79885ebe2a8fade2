/// Which cells share a border, how long it is and what runs along it.
#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/cells/tiled_community.hpp"
#include "core/city.hpp"

namespace wangge {

/// Common border of two cells of one community; a < b, sorted, no pair twice. Lengths in metres.
struct CellBorder {
  std::int32_t a = -1;
  std::int32_t b = -1;
  double open = 0;       ///< nothing in the way
  double along = 0;      ///< along a barrier that no rule makes hard or soft (still counts `along_barrier`)
  double soft = 0;       ///< along a soft barrier
  double hard = 0;       ///< along a hard barrier
  double over = 0;       ///< soft barrier that runs along the hard ones as well (not one more border)
  bool crossed = false;  ///< a crossing leads over the hard part
  /// Neighbours in the sense of contiguity: something else than a hard barrier for at least a centimetre, or a crossing.
  [[nodiscard]] bool connects() const { return open + along + soft >= 0.01 || crossed; }
  [[nodiscard]] double total() const { return open + along + soft + hard; }
};

[[nodiscard]] std::vector<CellBorder> cell_borders(const TiledCommunity& tiled, const City& city);

}  // namespace wangge
