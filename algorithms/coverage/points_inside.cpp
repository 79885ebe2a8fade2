#include "algorithms/coverage/points_inside.hpp"

#include <algorithm>

namespace wangge {

std::size_t PointsInside::row_of(double y) const {
  const double row = (y - y0_) * rows_a_metre_;
  return row > 0 ? std::min(static_cast<std::size_t>(row), first_.size() - 1) : 0;
}

void PointsInside::take(std::span<const Point> sorted_by_y) {
  points_ = sorted_by_y;
  if (points_.empty()) return;
  // About a point a row: the first one an edge can meet is then found without a search.
  y0_ = points_.front().y;
  const double height = points_.back().y - y0_;
  rows_a_metre_ = height > 0 ? static_cast<double>(points_.size()) / height : 0;
  first_.assign(points_.size() + 1, 0);
  std::size_t row = 0;
  for (std::uint32_t i = 0; i < points_.size(); ++i)
    for (const std::size_t own = row_of(points_[i].y); row < own;) first_[++row] = i;
  while (row + 1 < first_.size()) first_[++row] = static_cast<std::uint32_t>(points_.size());
}

void PointsInside::toggle(const Ring& ring) {
  const std::size_t count = points_.size();
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    const Point a = ring[i], b = ring[j];
    const double low = std::min(a.y, b.y), high = std::max(a.y, b.y);
    const double west = std::min(a.x, b.x), east = std::max(a.x, b.x);
    std::size_t at = first_[row_of(low)];
    while (at < count && points_[at].y < low) ++at;
    for (; at < count && points_[at].y < high; ++at) {
      const Point p = points_[at];
      // Most points lie west or east of the whole edge.
      if (p.x >= east) continue;
      if (p.x < west || p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) inside_[at] ^= 1;
    }
  }
}

std::span<const char> PointsInside::inside(const MultiPolygon& area) {
  inside_.assign(points_.size(), 0);
  if (points_.empty()) return inside_;
  for (const Polygon& polygon : area) {
    toggle(polygon.outer);
    for (const Ring& hole : polygon.holes) toggle(hole);
  }
  return inside_;
}

}  // namespace wangge
