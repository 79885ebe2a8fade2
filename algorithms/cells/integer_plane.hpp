/// The millimetre grid on which one community is tiled: exact predicates on whole numbers.
/// Guarantees: `orientation` and `in_circle` are exact for coordinates within +-2^29 mm (536 km) of the frame's origin.
#pragma once

#include <cmath>
#include <cstdint>

#include "core/geometry.hpp"

namespace wangge {

/// Whole millimetres east and north of a frame's origin.
struct GridPoint {
  std::int32_t x = 0;
  std::int32_t y = 0;
  friend constexpr bool operator==(GridPoint a, GridPoint b) { return a.x == b.x && a.y == b.y; }
  /// From west to east, then from south to north.
  friend constexpr bool operator<(GridPoint a, GridPoint b) { return a.x != b.x ? a.x < b.x : a.y < b.y; }
};

/// A whole number that is ordered as the points are: sorting many points compares one number instead of two.
[[nodiscard]] constexpr std::uint64_t order_key(GridPoint p) {
  const auto upwards = [](std::int32_t v) { return static_cast<std::uint32_t>(v) ^ 0x8000'0000U; };
  return (std::uint64_t{upwards(p.x)} << 32) | upwards(p.y);
}

/// The grid point nearest to a place in millimetres.
[[nodiscard]] inline GridPoint nearest_place(double x, double y) {
  const auto round = [](double v) { return static_cast<std::int32_t>(v < 0 ? v - 0.5 : v + 0.5); };
  return {round(x), round(y)};
}

/// Local frame: origin in whole metres of the working CRS.
struct GridFrame {
  double origin_x = 0;
  double origin_y = 0;
  [[nodiscard]] GridPoint to_grid(Point p) const { return nearest_place((p.x - origin_x) * 1000, (p.y - origin_y) * 1000); }
  /// Millimetres are written as whole thousandths of the absolute coordinate, so that equal grid points of two frames
  /// become equal doubles.
  [[nodiscard]] Point to_metres(GridPoint p) const {
    return {(origin_x * 1000 + p.x) / 1000.0, (origin_y * 1000 + p.y) / 1000.0};
  }
};

/// > 0 when a, b, c turn left; twice the area in square millimetres.
[[nodiscard]] constexpr std::int64_t orientation(GridPoint a, GridPoint b, GridPoint c) {
  return (std::int64_t{b.x} - a.x) * (std::int64_t{c.y} - a.y) - (std::int64_t{b.y} - a.y) * (std::int64_t{c.x} - a.x);
}

[[nodiscard]] constexpr std::int64_t squared_distance(GridPoint a, GridPoint b) {
  const std::int64_t dx = std::int64_t{b.x} - a.x, dy = std::int64_t{b.y} - a.y;
  return dx * dx + dy * dy;
}

[[nodiscard]] inline double grid_distance(GridPoint a, GridPoint b) {
  return std::sqrt(static_cast<double>(squared_distance(a, b)));
}

/// True when d lies strictly inside the circle through a, b, c (counter-clockwise). Doubles decide nearly always, 128-bit
/// integers the rest; of four points on one circle the places decide, so that a triangulation does not depend on the order in
/// which its points came (Devillers & Teillaud 2003).
[[nodiscard]] bool in_circle(const GridPoint& a, const GridPoint& b, const GridPoint& c, const GridPoint& d);

/// What rounding can make of the determinant of `in_circle` at most, for points in a square of this side (mm). Shewchuk (1997)
/// proves 10 roundings of relative size 2^-53; 2^-49 of the magnitudes, which sum up to twelve times the fourth power, is safe.
[[nodiscard]] constexpr double in_circle_doubt(double side) { return 12 * (side * side) * (side * side) * 0x1.0p-49; }

/// The same for points in a square whose `in_circle_doubt` is known: that bound is too wide for four points close together, but
/// nearly always narrow enough and costs nothing.
[[nodiscard]] inline bool in_circle(const GridPoint& a, const GridPoint& b, const GridPoint& c, const GridPoint& d,
                                    double doubt) {
  // Differences fit 32 bits and are exact as doubles.
  const double adx = a.x - d.x, ady = a.y - d.y, bdx = b.x - d.x, bdy = b.y - d.y, cdx = c.x - d.x, cdy = c.y - d.y;
  const double bc = bdx * cdy - cdx * bdy, ca = cdx * ady - adx * cdy, ab = adx * bdy - bdx * ady;
  const double la = adx * adx + ady * ady, lb = bdx * bdx + bdy * bdy, lc = cdx * cdx + cdy * cdy;
  const double det = la * bc + lb * ca + lc * ab;
  if (det > doubt) return true;
  if (det < -doubt) return false;
  return in_circle(a, b, c, d);
}

}  // namespace wangge
