#include "example/block_geometry.hpp"

#include <algorithm>
#include <cmath>

namespace wangge::example {

Frame make_frame(Point origin, double angle) {
  const Point u{std::cos(angle), std::sin(angle)};
  return {origin, angle, u, left_of(u)};
}

Point to_millimetre(Point p) { return {std::round(p.x * 1000) / 1000, std::round(p.y * 1000) / 1000}; }

Ring to_millimetre(const Ring& ring) {
  Ring out;
  out.reserve(ring.size());
  for (const Point p : ring) {
    const Point q = to_millimetre(p);
    if (out.empty() || !(out.back() == q)) out.push_back(q);
  }
  while (out.size() > 1 && out.front() == out.back()) out.pop_back();
  return out;
}

Point unit(Point direction) {
  const double length = std::hypot(direction.x, direction.y);
  return length > 0 ? direction * (1.0 / length) : Point{1, 0};
}

double main_direction(std::span<const Point> ring) {
  double real = 0, imaginary = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point d = ring[(i + 1) % ring.size()] - ring[i];
    const double length = std::hypot(d.x, d.y), four_angles = 4 * std::atan2(d.y, d.x);
    real += length * std::cos(four_angles);
    imaginary += length * std::sin(four_angles);
  }
  return std::atan2(imaginary, real) / 4;
}

namespace {

struct Side {
  Point start;  ///< on the moved line
  Point direction;
  Point corner;  ///< the original vertex where the side begins
  double metres;
};

/// The vertices between consecutive moved sides; two where a side steps in or out on a straight street.
void add_joint(const Side& before, const Side& after, Ring& out) {
  const double turn = cross(before.direction, after.direction);
  if (std::abs(turn) > 0.03) {
    const double t = cross(after.start - before.start, after.direction) / turn;
    out.push_back(before.start + before.direction * t);
    return;
  }
  if (std::abs(before.metres - after.metres) < 0.01) {
    out.push_back(after.corner + left_of(unit(before.direction + after.direction)) * after.metres);
    return;
  }
  out.push_back(after.corner + left_of(before.direction) * before.metres);
  out.push_back(after.corner + left_of(after.direction) * after.metres);
}

/// Index of the side whose moved piece runs backwards most, or -1.
int worst_reversed(const std::vector<Side>& sides) {
  int worst = -1;
  double lowest = -1e-6;
  const std::size_t n = sides.size();
  for (std::size_t i = 0; i < n; ++i) {
    Ring begin, end;
    add_joint(sides[(i + n - 1) % n], sides[i], begin);
    add_joint(sides[i], sides[(i + 1) % n], end);
    const double along = dot(end.front() - begin.back(), sides[i].direction);
    if (along < lowest) lowest = along, worst = static_cast<int>(i);
  }
  return worst;
}

}  // namespace

Ring inset(std::span<const Point> ring, std::span<const double> metres) {
  std::vector<Side> sides;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point a = ring[i], b = ring[(i + 1) % ring.size()];
    if (distance(a, b) < 1e-9) continue;
    const Point direction = unit(b - a);
    sides.push_back({a + left_of(direction) * metres[i], direction, a, metres[i]});
  }
  while (sides.size() >= 3) {
    const int reversed = worst_reversed(sides);
    if (reversed < 0) break;
    sides.erase(sides.begin() + reversed);
  }
  if (sides.size() < 3) return {};
  Ring out;
  for (std::size_t i = 0; i < sides.size(); ++i) add_joint(sides[(i + sides.size() - 1) % sides.size()], sides[i], out);
  if (signed_area(out) <= 1.0) return {};
  const Polygon whole{Ring(ring.begin(), ring.end()), {}};
  for (const Point p : out) {
    if (contains(whole, p)) continue;
    double nearest = 1e9;
    for (std::size_t i = 0; i < ring.size(); ++i)
      nearest = std::min(nearest, distance_to_segment(p, ring[i], ring[(i + 1) % ring.size()]));
    if (nearest > 0.002) return {};
  }
  return out;
}

Ring inset(std::span<const Point> ring, double metres) {
  const std::vector<double> all(ring.size(), metres);
  return inset(ring, all);
}

namespace {

Span widest_run(const Ring& ring, double level, bool along_u) {
  std::vector<double> cuts;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    const double a = along_u ? ring[i].y : ring[i].x, b = along_u ? ring[j].y : ring[j].x;
    if ((a > level) == (b > level)) continue;
    const double share = (level - a) / (b - a);
    const double from = along_u ? ring[i].x : ring[i].y, to = along_u ? ring[j].x : ring[j].y;
    cuts.push_back(from + (to - from) * share);
  }
  std::sort(cuts.begin(), cuts.end());
  Span best;
  for (std::size_t i = 0; i + 1 < cuts.size(); i += 2)
    if (cuts[i + 1] - cuts[i] > best.length()) best = {cuts[i], cuts[i + 1]};
  return best;
}

Span band(const Ring& ring, double low, double high, bool along_u) {
  Span all = widest_run(ring, low, along_u);
  for (int k = 1; k <= 4; ++k) {
    const Span next = widest_run(ring, low + (high - low) * k / 4.0, along_u);
    all = {std::max(all.low, next.low), std::min(all.high, next.high)};
  }
  return all;
}

}  // namespace

Span chord_along_u(const Ring& ring, double v) { return widest_run(ring, v, true); }
Span chord_along_v(const Ring& ring, double u) { return widest_run(ring, u, false); }
Span band_along_u(const Ring& ring, double low, double high) { return band(ring, low, high, true); }
Span band_along_v(const Ring& ring, double low, double high) { return band(ring, low, high, false); }

bool box_inside(const Ring& ring, const Box& box) {
  const Polygon polygon{ring, {}};
  for (const Point p : box_ring(box))
    if (!contains(polygon, p)) return false;
  const Ring corners = box_ring(box);
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point a = ring[i], b = ring[(i + 1) % ring.size()];
    if (std::max(a.x, b.x) < box.min_x || std::min(a.x, b.x) > box.max_x) continue;
    if (std::max(a.y, b.y) < box.min_y || std::min(a.y, b.y) > box.max_y) continue;
    if (box.contains(a)) return false;
    for (std::size_t k = 0; k < 4; ++k)
      if (cross_segments(a, b, corners[k], corners[(k + 1) % 4])) return false;
  }
  return true;
}

Ring box_ring(const Box& box) {
  return {{box.min_x, box.min_y}, {box.max_x, box.min_y}, {box.max_x, box.max_y}, {box.min_x, box.max_y}};
}

Ring to_local(const Frame& frame, std::span<const Point> ring) {
  Ring out;
  out.reserve(ring.size());
  for (const Point p : ring) out.push_back(frame.to_local(p));
  return out;
}

Ring to_plane(const Frame& frame, std::span<const Point> ring) {
  Ring out;
  out.reserve(ring.size());
  for (const Point p : ring) out.push_back(frame.to_plane(p));
  return out;
}

std::optional<SegmentCrossing> cross_segments(Point a, Point b, Point c, Point d) {
  const Point ab = b - a, cd = d - c;
  const double turn = cross(ab, cd);
  if (std::abs(turn) < 1e-12) return std::nullopt;
  const double s = cross(c - a, cd) / turn, t = cross(c - a, ab) / turn;
  if (s < 0 || s > 1 || t < 0 || t > 1) return std::nullopt;
  return SegmentCrossing{a + ab * s, s, t};
}

Polyline offset_line(std::span<const Point> line, double metres) {
  Polyline out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const Point before = i > 0 ? unit(line[i] - line[i - 1]) : unit(line[1] - line[0]);
    const Point after = i + 1 < line.size() ? unit(line[i + 1] - line[i]) : before;
    const Point middle = unit(before + after);
    // Mitre, at most doubled at sharp bends.
    const double stretch = 1.0 / std::max(0.5, dot(middle, after));
    out.push_back(line[i] + left_of(middle) * (metres * stretch));
  }
  return out;
}

Ring strip_around(std::span<const Point> line, double width) {
  Ring ring = offset_line(line, -width / 2);
  const Polyline left = offset_line(line, width / 2);
  ring.insert(ring.end(), left.rbegin(), left.rend());
  return ring;
}

}  // namespace wangge::example
