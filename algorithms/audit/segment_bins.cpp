#include "algorithms/audit/segment_bins.hpp"

#include <algorithm>
#include <cmath>

namespace wangge::audit {

namespace {

Box box_of(const Segment& s) {
  Box box;
  box.expand(s.a);
  box.expand(s.b);
  return box;
}

bool strictly(double a, double b) { return (a > 0 && b < 0) || (a < 0 && b > 0); }

}  // namespace

bool segments_meet(Point a, Point b, Point c, Point d) {
  const double c1 = cross(b - a, c - a), c2 = cross(b - a, d - a), d1 = cross(d - c, a - c), d2 = cross(d - c, b - c);
  if (strictly(c1, c2) && strictly(d1, d2)) return true;
  auto on = [](Point p, Point q, Point r, double turn) {
    return turn == 0 && std::min(p.x, q.x) <= r.x && r.x <= std::max(p.x, q.x) && std::min(p.y, q.y) <= r.y &&
           r.y <= std::max(p.y, q.y);
  };
  return on(a, b, c, c1) || on(a, b, d, c2) || on(c, d, a, d1) || on(c, d, b, d2);
}

double segment_distance(Point a, Point b, Point c, Point d) {
  if (segments_meet(a, b, c, d)) return 0;
  return std::min(
      {distance_to_segment(a, c, d), distance_to_segment(b, c, d), distance_to_segment(c, a, b), distance_to_segment(d, a, b)});
}

SegmentBins::SegmentBins(std::vector<Segment> segments, double side) : segments_(std::move(segments)), side_(side) {
  if (segments_.empty()) return;
  for (const Segment& s : segments_) box_.expand(box_of(s));
  constexpr double kMostBins = 4e6;
  while (box_.width() / side_ * (box_.height() / side_) > kMostBins) side_ *= 2;
  columns_ = static_cast<std::int64_t>(box_.width() / side_) + 1;
  rows_ = static_cast<std::int64_t>(box_.height() / side_) + 1;
  auto each_bin = [&](const Segment& s, auto visit) {
    const Box b = box_of(s);
    for (std::int64_t r = bin(b.min_y, box_.min_y, rows_); r <= bin(b.max_y, box_.min_y, rows_); ++r)
      for (std::int64_t c = bin(b.min_x, box_.min_x, columns_); c <= bin(b.max_x, box_.min_x, columns_); ++c)
        visit(static_cast<std::size_t>(r * columns_ + c));
  };
  first_.assign(static_cast<std::size_t>(columns_ * rows_) + 1, 0);
  for (const Segment& s : segments_) each_bin(s, [&](std::size_t i) { ++first_[i + 1]; });
  for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
  members_.resize(static_cast<std::size_t>(first_.back()));
  std::vector<std::int32_t> next(first_.begin(), first_.end() - 1);
  for (std::size_t s = 0; s < segments_.size(); ++s)
    each_bin(segments_[s], [&](std::size_t i) { members_[static_cast<std::size_t>(next[i]++)] = static_cast<std::int32_t>(s); });
}

std::int64_t SegmentBins::bin(double x, double low, std::int64_t count) const {
  return static_cast<std::int64_t>(std::clamp(std::floor((x - low) / side_), 0.0, static_cast<double>(count - 1)));
}

double SegmentBins::distance_to(Point p, double reach) const {
  Box box{p.x, p.y, p.x, p.y};
  box.grow(reach);
  double nearest = reach;
  any_near(box, [&](const Segment& s) {
    nearest = std::min(nearest, distance_to_segment(p, s.a, s.b));
    return false;
  });
  return nearest;
}

}  // namespace wangge::audit
