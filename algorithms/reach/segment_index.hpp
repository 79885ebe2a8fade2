/// A uniform grid over straight segments: nearest segment to a point, and segments near a box.
/// Guarantees
///  - `nearest` returns the nearest accepted segment exactly; of equally near ones the lowest number;
///  - a segment is listed in every square it touches, so long segments cost their length, not their bounding box.
/// Units: metres. Cost: build O(n + squares touched); a query looks at the few squares around the point.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "core/geometry.hpp"

namespace wangge {

struct Segment {
  Point a, b;
};

class SegmentIndex {
 public:
  static constexpr std::uint32_t kNone = 0xffffffffU;

  struct Hit {
    std::uint32_t segment = kNone;
    Foot foot;  ///< foot.metres is infinite when nothing was found
  };

  SegmentIndex() = default;
  /// `square` is the side of a grid square in metres; it grows when the extent would need more than ~4 million squares.
  SegmentIndex(std::vector<Segment> segments, double square);

  [[nodiscard]] bool empty() const { return segments_.empty(); }
  [[nodiscard]] std::span<const Segment> segments() const { return segments_; }

  /// Nearest segment within `limit` metres for which accept(segment, foot) holds.
  template <class Accept>
  [[nodiscard]] Hit nearest(Point p, double limit, Accept&& accept) const;

  /// Calls visit(segment) for the segments of all squares that the box touches; a segment may come more than once.
  /// Stops as soon as visit returns true and then returns true itself.
  template <class Visit>
  bool any_near(const Box& box, Visit&& visit) const;

 private:
  /// foot_on_segment without the guards of hypot: coordinates are metres in one plane, squares stay far from overflow.
  static Foot foot_on(const Segment& s, Point p) {
    const Point d = s.b - s.a;
    const double square = dot(d, d), share = square > 0 ? std::clamp(dot(p - s.a, d) / square, 0.0, 1.0) : 0.0;
    const Point at = s.a + d * share;
    return {at, share, std::sqrt(dot(p - at, p - at))};
  }
  [[nodiscard]] std::int32_t column(double x) const;
  [[nodiscard]] std::int32_t row(double y) const;
  template <class Visit>
  void each_square(const Segment& s, Visit&& visit) const;
  template <class Visit>
  void each_square_of_ring(std::int32_t cx, std::int32_t cy, std::int32_t k, Visit&& visit) const;
  /// Distance from p to the land outside the block of squares at most k away; infinite when the block holds the whole grid.
  [[nodiscard]] double distance_beyond(Point p, std::int32_t cx, std::int32_t cy, std::int32_t k) const;

  std::vector<Segment> segments_;
  Point origin_;
  double square_ = 1;
  std::int32_t columns_ = 0, rows_ = 0;
  std::vector<std::uint32_t> first_, members_;
};

template <class Visit>
void SegmentIndex::each_square_of_ring(std::int32_t cx, std::int32_t cy, std::int32_t k, Visit&& visit) const {
  const std::int32_t low_y = cy - k, high_y = cy + k, low_x = cx - k, high_x = cx + k;
  for (std::int32_t y = low_y < 0 ? 0 : low_y; y <= high_y && y < rows_; ++y) {
    const bool whole_row = y == low_y || y == high_y;
    const std::int32_t step = whole_row || k == 0 ? 1 : 2 * k;
    for (std::int32_t x = low_x; x <= high_x; x += step)
      if (x >= 0 && x < columns_) visit(static_cast<std::size_t>(y) * columns_ + x);
  }
}

template <class Accept>
SegmentIndex::Hit SegmentIndex::nearest(Point p, double limit, Accept&& accept) const {
  Hit best;
  best.foot.metres = std::numeric_limits<double>::infinity();
  if (empty()) return best;
  const std::int32_t cx = column(p.x), cy = row(p.y);
  auto look = [&](std::size_t square) {
    for (std::uint32_t i = first_[square]; i < first_[square + 1]; ++i) {
      const std::uint32_t s = members_[i];
      const Foot foot = foot_on(segments_[s], p);
      const bool nearer = foot.metres < best.foot.metres || (foot.metres == best.foot.metres && s < best.segment);
      if (nearer && foot.metres <= limit && accept(s, foot)) best = {s, foot};
    }
  };
  for (std::int32_t k = 0;; ++k) {
    each_square_of_ring(cx, cy, k, look);
    const double beyond = distance_beyond(p, cx, cy, k);
    if (beyond > limit || beyond > best.foot.metres) return best;
    if (beyond == std::numeric_limits<double>::infinity()) return best;
  }
}

template <class Visit>
bool SegmentIndex::any_near(const Box& box, Visit&& visit) const {
  if (empty()) return false;
  const std::int32_t x0 = column(box.min_x), x1 = column(box.max_x), y0 = row(box.min_y), y1 = row(box.max_y);
  for (std::int32_t y = y0; y <= y1; ++y)
    for (std::int32_t x = x0; x <= x1; ++x) {
      const std::size_t square = static_cast<std::size_t>(y) * columns_ + x;
      for (std::uint32_t i = first_[square]; i < first_[square + 1]; ++i)
        if (visit(members_[i])) return true;
    }
  return false;
}

}  // namespace wangge
