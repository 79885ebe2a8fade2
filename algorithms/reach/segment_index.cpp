#include "algorithms/reach/segment_index.hpp"

#include <algorithm>
#include <cmath>

namespace wangge {

namespace {
constexpr double kMostSquares = 4e6;  // 16 MB of offsets
}

std::int32_t SegmentIndex::column(double x) const {
  return static_cast<std::int32_t>(std::clamp(std::floor((x - origin_.x) / square_), 0.0, static_cast<double>(columns_ - 1)));
}

std::int32_t SegmentIndex::row(double y) const {
  return static_cast<std::int32_t>(std::clamp(std::floor((y - origin_.y) / square_), 0.0, static_cast<double>(rows_ - 1)));
}

template <class Visit>
void SegmentIndex::each_square(const Segment& s, Visit&& visit) const {
  const Point low = s.a.y <= s.b.y ? s.a : s.b, high = s.a.y <= s.b.y ? s.b : s.a;
  const std::int32_t y0 = row(low.y), y1 = row(high.y);
  const double slope = high.y > low.y ? (high.x - low.x) / (high.y - low.y) : 0;
  for (std::int32_t y = y0; y <= y1; ++y) {
    // The stretch of the segment in this row, clipped a hair wide so that rounding never loses a square.
    double from = low.x, to = high.x;
    if (y0 != y1) {
      const double bottom = std::max(low.y, origin_.y + y * square_), top = std::min(high.y, origin_.y + (y + 1) * square_);
      from = low.x + slope * (bottom - low.y);
      to = low.x + slope * (top - low.y);
    }
    const double hair = 1e-6 * square_;
    const std::int32_t x0 = column(std::min(from, to) - hair), x1 = column(std::max(from, to) + hair);
    for (std::int32_t x = x0; x <= x1; ++x) visit(static_cast<std::size_t>(y) * columns_ + x);
  }
}

double SegmentIndex::distance_beyond(Point p, std::int32_t cx, std::int32_t cy, std::int32_t k) const {
  double nearest = std::numeric_limits<double>::infinity();
  if (cx - k > 0) nearest = std::min(nearest, p.x - (origin_.x + (cx - k) * square_));
  if (cy - k > 0) nearest = std::min(nearest, p.y - (origin_.y + (cy - k) * square_));
  if (cx + k < columns_ - 1) nearest = std::min(nearest, origin_.x + (cx + k + 1) * square_ - p.x);
  if (cy + k < rows_ - 1) nearest = std::min(nearest, origin_.y + (cy + k + 1) * square_ - p.y);
  return nearest;
}

SegmentIndex::SegmentIndex(std::vector<Segment> segments, double square) : segments_(std::move(segments)), square_(square) {
  if (segments_.empty()) return;
  Box box;
  for (const Segment& s : segments_) box.expand(s.a), box.expand(s.b);
  square_ = std::max(square_, std::sqrt(box.width() * box.height() / kMostSquares));
  square_ = std::max({square_, box.width() / kMostSquares, box.height() / kMostSquares});
  origin_ = {box.min_x, box.min_y};
  columns_ = static_cast<std::int32_t>(box.width() / square_) + 1;
  rows_ = static_cast<std::int32_t>(box.height() / square_) + 1;
  first_.assign(static_cast<std::size_t>(columns_) * rows_ + 1, 0);
  for (const Segment& s : segments_) each_square(s, [&](std::size_t q) { ++first_[q + 1]; });
  for (std::size_t q = 1; q < first_.size(); ++q) first_[q] += first_[q - 1];
  members_.resize(first_.back());
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (std::uint32_t i = 0; i < segments_.size(); ++i) each_square(segments_[i], [&](std::size_t q) { members_[next[q]++] = i; });
}

}  // namespace wangge
