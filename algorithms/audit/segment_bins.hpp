/// Line segments by place: which come near a point or a segment. The audit's own index.
#pragma once

#include <cstdint>
#include <vector>

#include "core/geometry.hpp"

namespace wangge::audit {

struct Segment {
  Point a, b;
  std::int32_t owner = -1;
};

[[nodiscard]] bool segments_meet(Point a, Point b, Point c, Point d);
/// 0 where they meet; metres.
[[nodiscard]] double segment_distance(Point a, Point b, Point c, Point d);

class SegmentBins {
 public:
  SegmentBins() = default;
  /// `side`: width of a bin in metres, about the length of a segment.
  SegmentBins(std::vector<Segment> segments, double side);
  /// Calls look(segment) for the segments whose bins meet the box, some more than once, until it returns true; true if it did.
  template <class Look>
  bool any_near(const Box& box, Look look) const {
    if (segments_.empty() || !box.intersects(box_)) return false;
    const std::int64_t west = bin(box.min_x, box_.min_x, columns_), east = bin(box.max_x, box_.min_x, columns_),
                       north = bin(box.max_y, box_.min_y, rows_);
    for (std::int64_t r = bin(box.min_y, box_.min_y, rows_); r <= north; ++r)
      for (std::int64_t c = west; c <= east; ++c)
        for (auto i = static_cast<std::size_t>(first_[static_cast<std::size_t>(r * columns_ + c)]);
             i < static_cast<std::size_t>(first_[static_cast<std::size_t>(r * columns_ + c) + 1]); ++i)
          if (look(segments_[static_cast<std::size_t>(members_[i])])) return true;
    return false;
  }
  [[nodiscard]] bool empty() const { return segments_.empty(); }
  [[nodiscard]] const Box& box() const { return box_; }
  /// Distance from p to the nearest segment within `reach`, or `reach` when there is none nearer; metres.
  [[nodiscard]] double distance_to(Point p, double reach) const;

 private:
  [[nodiscard]] std::int64_t bin(double x, double low, std::int64_t count) const;
  std::vector<Segment> segments_;
  Box box_;
  double side_ = 1;
  std::int64_t columns_ = 1, rows_ = 1;
  std::vector<std::int32_t> first_;  ///< by bin: start in `members_`
  std::vector<std::int32_t> members_;
};

}  // namespace wangge::audit
