#include "algorithms/cells/point_bins.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

}  // namespace

PointBins::PointBins(std::span<const GridPoint> points) : members_(points.size()), place_(points.size()) {
  GridPoint high;
  if (!points.empty()) low_ = high = points[0];
  for (const GridPoint p : points) {
    low_ = {std::min(low_.x, p.x), std::min(low_.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
  }
  const double width = 1.0 + high.x - low_.x, height = 1.0 + high.y - low_.y;
  const double side = std::max(1000.0, std::sqrt(width * height * 2 / static_cast<double>(points.size() + 1)));
  shift_ = static_cast<int>(std::bit_width(static_cast<std::uint64_t>(side))) - 1;
  columns_ = static_cast<std::int32_t>((std::int64_t{high.x} - low_.x) >> shift_) + 1;
  rows_ = static_cast<std::int32_t>((std::int64_t{high.y} - low_.y) >> shift_) + 1;
  first_.assign(at(columns_) * at(rows_) + 1, 0);
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto x = static_cast<std::uint32_t>(points[i].x - low_.x), y = static_cast<std::uint32_t>(points[i].y - low_.y);
    place_[i] = (y >> shift_) * static_cast<std::uint32_t>(columns_) + (x >> shift_);  // its bin, for now
    ++first_[place_[i]];
  }
  std::uint32_t sum = 0;
  for (std::uint32_t& f : first_) f = sum += f;
  for (std::size_t i = points.size(); i-- > 0;) {
    place_[i] = --first_[place_[i]];
    members_[place_[i]] = {points[i], static_cast<std::int32_t>(i)};
  }
}

bool PointBins::free_of_points(GridPoint a, GridPoint b, GridPoint c, std::int32_t except) const {
  const Box box{{std::min({a.x, b.x, c.x}), std::min({a.y, b.y, c.y})}, {std::max({a.x, b.x, c.x}), std::max({a.y, b.y, c.y})}};
  const auto differs = [](GridPoint p, GridPoint q) { return ((p.x ^ q.x) | (p.y ^ q.y)) != 0; };
  const GridPoint excepted = except < 0 ? b : a;
  const auto asked = [&](const Member& m) {
    return box.holds(m.p) & differs(m.p, a) & differs(m.p, c) & differs(m.p, excepted) & (m.number != except);
  };
  // Nearly always nobody else is in the box, and nobody can guess how many must be asked to know that: no jumps.
  int others = 0;
  each_near(box, [&](const Member& m) {
    others += asked(m) ? 1 : 0;
    return true;
  });
  if (others == 0) return true;
  const std::int64_t turn = orientation(a, b, c);
  const auto inside = [&](GridPoint p) {
    const std::int64_t ab = orientation(a, b, p), bc = orientation(b, c, p), ca = orientation(c, a, p);
    if (turn > 0) return ab >= 0 && bc >= 0 && ca >= 0;
    if (turn < 0) return ab <= 0 && bc <= 0 && ca <= 0;
    return ab == 0 && bc == 0 && ca == 0;  // on their line; the box has been asked
  };
  return each_near(box, [&](const Member& m) { return !asked(m) || !inside(m.p); });
}

}  // namespace wangge
