/// Which of many points lie inside an area: the proof that a polygon and its list of buildings agree.
/// Guarantees: even-odd rule; shares nothing with the tracing of the areas; reusable memory, one object a thread.
/// Units: metres. Cost: take O(points), inside O(edges + points in the height of each edge).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/geometry.hpp"

namespace wangge {

class PointsInside {
 public:
  /// Points by y, ascending.
  void take(std::span<const Point> sorted_by_y);
  /// One flag a point taken, valid until the next call.
  [[nodiscard]] std::span<const char> inside(const MultiPolygon& area);

 private:
  void toggle(const Ring& ring);
  [[nodiscard]] std::size_t row_of(double y) const;

  std::span<const Point> points_;
  double y0_ = 0, rows_a_metre_ = 0;
  std::vector<std::uint32_t> first_;  // by row: the first point in it or above
  std::vector<char> inside_;
};

}  // namespace wangge
