#include "algorithms/cells/point_bins.hpp"

#include <algorithm>
#include <cmath>

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

}  // namespace

PointBins::PointBins(std::span<const GridPoint> points) : points_(points), gone_(points.size(), 0) {
  GridPoint high;
  if (!points.empty()) low_ = high = points[0];
  for (const GridPoint p : points) {
    low_ = {std::min(low_.x, p.x), std::min(low_.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
  }
  const double width = 1.0 + high.x - low_.x, height = 1.0 + high.y - low_.y;
  side_ = std::max(1000, static_cast<std::int32_t>(std::sqrt(width * height * 2 / static_cast<double>(points.size() + 1))));
  columns_ = static_cast<std::int32_t>(width / side_) + 1;
  rows_ = static_cast<std::int32_t>(height / side_) + 1;
  first_.assign(at(columns_) * at(rows_) + 1, 0);
  members_.resize(points.size());
  const auto bin = [&](GridPoint p) { return at(row(p.y)) * at(columns_) + at(column(p.x)); };
  for (const GridPoint p : points) ++first_[bin(p)];
  std::int32_t sum = 0;
  for (std::int32_t& f : first_) f = sum += f;
  for (std::size_t i = points.size(); i-- > 0;) members_[at(--first_[bin(points[i])])] = static_cast<std::int32_t>(i);
}

std::int32_t PointBins::column(std::int32_t x) const {
  return std::clamp(static_cast<std::int32_t>((std::int64_t{x} - low_.x) / side_), 0, columns_ - 1);
}

std::int32_t PointBins::row(std::int32_t y) const {
  return std::clamp(static_cast<std::int32_t>((std::int64_t{y} - low_.y) / side_), 0, rows_ - 1);
}

bool PointBins::free_of_points(GridPoint a, GridPoint b, GridPoint c, std::int32_t except) const {
  const std::int64_t turn = orientation(a, b, c);
  const auto inside = [&](GridPoint p) {
    const std::int64_t ab = orientation(a, b, p), bc = orientation(b, c, p), ca = orientation(c, a, p);
    if (turn > 0) return ab >= 0 && bc >= 0 && ca >= 0;
    if (turn < 0) return ab <= 0 && bc <= 0 && ca <= 0;
    return ab == 0 && bc == 0 && ca == 0;  // on their line; the box has been asked
  };
  const GridPoint low{std::min({a.x, b.x, c.x}), std::min({a.y, b.y, c.y})},
      high{std::max({a.x, b.x, c.x}), std::max({a.y, b.y, c.y})};
  for (std::int32_t r = row(low.y), last_row = row(high.y); r <= last_row; ++r)
    for (std::int32_t k = column(low.x), last = column(high.x); k <= last; ++k) {
      const std::size_t bin = at(r) * at(columns_) + at(k);
      for (std::int32_t m = first_[bin]; m < first_[bin + 1]; ++m) {
        const std::int32_t i = members_[at(m)];
        if (i == except || gone_[at(i)] != 0) continue;
        const GridPoint p = points_[at(i)];
        if (p.x < low.x || p.x > high.x || p.y < low.y || p.y > high.y || p == a || p == c || (except < 0 && p == b)) continue;
        if (inside(p)) return false;
      }
    }
  return true;
}

}  // namespace wangge
