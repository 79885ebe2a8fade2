/// Common land of two areas.
#pragma once

#include "core/geometry.hpp"

namespace wangge {

struct CommonLand {
  double square_metres = 0;
  double width = 0;  ///< metres across at the widest place met, the smaller of both directions
  Point place;       ///< inside the common land, in the middle of its longest run
};

/// Exact up to rounding for any polygons (even-odd rule): strips between neighbouring corners and crossings are trapezoids.
/// @cost  corners inside the common box times the edges that a horizontal line meets there.
[[nodiscard]] CommonLand common_land(const MultiPolygon& a, const MultiPolygon& b);

}  // namespace wangge
