/// How a set of areas covers a community, by scan lines: where land lies in none of them, in two, or outside the community.
/// Works for any polygons, valid or not: inside is what the even-odd rule says, ring by ring.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/geometry.hpp"

namespace wangge::audit {

struct LandShape {
  std::int32_t owner = -1;
  const MultiPolygon* area = nullptr;
};

struct LandFault {
  enum class Kind { gap, overlap, outside } kind = Kind::gap;
  std::int32_t first = -1;  ///< owner: the one outside, or the first of two; -1 for a gap
  std::int32_t second = -1;
  std::vector<std::int32_t> neighbours;  ///< of a gap: owners next to it
  double square_metres = 0;
  double width = 0;  ///< metres across at the widest place met
  Point place;       ///< in the middle of the largest run
};

/// One fault per kind and owners, gaps together; only land wider than `width` metres counts. Between two neighbouring corners
/// (by y) the areas are trapezoids, so areas are exact but for edges that cross.
/// @cost  corners times edges that a scan line meets.
[[nodiscard]] std::vector<LandFault> scan_land(const MultiPolygon& community, std::span<const LandShape> shapes, double width);

}  // namespace wangge::audit
