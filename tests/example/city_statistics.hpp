/// The acceptance statistics A1-A25 of the example city, computed from its layers alone.
/// Units: metres, hectares, households; shares in [0, 1].
#pragma once

#include <algorithm>
#include <cmath>
#include <map>
#include <queue>
#include <set>
#include <string>
#include <vector>

#include "example/generate_city.hpp"

namespace wangge::test {

inline double percentile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(std::clamp(share, 0.0, 1.0) * static_cast<double>(values.size() - 1) + 0.5)];
}

inline double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double v : values) sum += v;
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

/// Smallest rectangle around a ring: long side, short side, angle of the long side (radians, [0, pi)).
struct Rectangle {
  double length = 0, depth = 0, angle = 0;
};

inline Rectangle smallest_rectangle(const Ring& ring) {
  Rectangle best;
  double least = 1e300;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point d = ring[(i + 1) % ring.size()] - ring[i];
    const double metres = std::hypot(d.x, d.y);
    if (metres < 0.5) continue;
    const Point u = d * (1 / metres), v{-u.y, u.x};
    Box box;
    for (const Point p : ring) box.expand(Point{dot(p, u), dot(p, v)});
    if (box.width() * box.height() >= least) continue;
    least = box.width() * box.height();
    const bool along = box.width() >= box.height();
    double angle = std::atan2(u.y, u.x) + (along ? 0 : 1.57079632679);
    while (angle < 0) angle += 3.14159265359;
    while (angle >= 3.14159265359) angle -= 3.14159265359;
    best = {std::max(box.width(), box.height()), std::min(box.width(), box.height()), angle};
  }
  return best;
}

inline double ring_distance(const Ring& a, const Ring& b) {
  double nearest = 1e300;
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t k = 0; k < b.size(); ++k) {
      nearest = std::min(nearest, distance_to_segment(a[i], b[k], b[(k + 1) % b.size()]));
      nearest = std::min(nearest, distance_to_segment(b[k], a[i], a[(i + 1) % a.size()]));
    }
  return nearest;
}

/// Clips a convex-free subject by every half-plane of a triangle; used for overlap areas of triangles.
inline double triangle_overlap(const Point (&a)[3], const Point (&b)[3]) {
  Ring piece(a, a + 3);
  for (int e = 0; e < 3 && !piece.empty(); ++e) {
    const Point p = b[e], q = b[(e + 1) % 3];
    Ring next;
    for (std::size_t i = 0; i < piece.size(); ++i) {
      const Point s = piece[i], t = piece[(i + 1) % piece.size()];
      const double ds = cross(q - p, s - p), dt = cross(q - p, t - p);
      if (ds >= 0) next.push_back(s);
      if ((ds > 0 && dt < 0) || (ds < 0 && dt > 0)) next.push_back(s + (t - s) * (ds / (ds - dt)));
    }
    piece = std::move(next);
  }
  return piece.size() < 3 ? 0 : std::abs(signed_area(piece));
}

/// Fan triangles with sign: sums to the exact overlap of two simple rings.
inline double overlap_area(const Ring& a, const Ring& b) {
  const Point o = a[0];
  double sum = 0;
  auto fan = [&](const Ring& r, std::size_t i, Point(&t)[3]) {
    t[0] = r[0] - o, t[1] = r[i] - o, t[2] = r[i + 1] - o;
    const double turn = cross(t[1] - t[0], t[2] - t[0]);
    if (turn < 0) std::swap(t[1], t[2]);
    return turn > 0 ? 1.0 : turn < 0 ? -1.0 : 0.0;
  };
  for (std::size_t i = 1; i + 1 < a.size(); ++i)
    for (std::size_t k = 1; k + 1 < b.size(); ++k) {
      Point s[3], t[3];
      const double sign = fan(a, i, s) * fan(b, k, t);
      if (sign != 0) sum += sign * triangle_overlap(s, t);
    }
  return std::abs(sum);
}

/// Points in square cells, for neighbours.
class PointGrid {
 public:
  PointGrid(const std::vector<Point>& points, double cell) : points_(points), cell_(cell) {
    for (int i = 0; i < static_cast<int>(points.size()); ++i) cells_[key(points[i])].push_back(i);
  }
  template <class Visit>
  void near(Point p, double metres, Visit visit) const {
    const int reach = static_cast<int>(metres / cell_) + 1;
    const auto [cx, cy] = key(p);
    for (int x = cx - reach; x <= cx + reach; ++x)
      for (int y = cy - reach; y <= cy + reach; ++y)
        if (const auto found = cells_.find({x, y}); found != cells_.end())
          for (const int i : found->second)
            if (distance(points_[i], p) <= metres) visit(i);
  }
  [[nodiscard]] std::vector<int> nearest(Point p, std::size_t count, int except) const {
    for (double metres = 80;; metres *= 2) {
      std::vector<std::pair<double, int>> found;
      near(p, metres, [&](int i) {
        if (i != except) found.push_back({distance(points_[i], p), i});
      });
      if (found.size() < count && metres < 5000) continue;
      std::sort(found.begin(), found.end());
      std::vector<int> out;
      for (std::size_t k = 0; k < found.size() && k < count; ++k) out.push_back(found[k].second);
      return out;
    }
  }

 private:
  [[nodiscard]] std::pair<int, int> key(Point p) const {
    return {static_cast<int>(std::floor(p.x / cell_)), static_cast<int>(std::floor(p.y / cell_))};
  }
  const std::vector<Point>& points_;
  double cell_;
  std::map<std::pair<int, int>, std::vector<int>> cells_;
};

using Figures = std::map<std::string, double>;

}  // namespace wangge::test
