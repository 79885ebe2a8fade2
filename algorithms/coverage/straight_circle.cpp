#include "algorithms/coverage/straight_circle.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace wangge {

namespace {

constexpr int kCorners = 128;
constexpr double kWidest = 0.005;    // metres a corner may lie outside the radius
constexpr double kNarrowest = 1e-7;  // radians between two corners: 0.1 mm on a circle of 1 km

struct Seen {
  double metres, angle;
};

/// Radius of the corners: outside every point within, inside the next point beyond.
double corner_radius(std::span<const Seen> by_distance, double radius) {
  const auto beyond =
      std::upper_bound(by_distance.begin(), by_distance.end(), radius, [](double r, const Seen& s) { return r < s.metres; });
  return beyond == by_distance.end() ? radius + kWidest : radius + std::min(kWidest, (beyond->metres - radius) / 2);
}

/// True when the regular polygon with these corners has the point inside, by more than rounding.
bool in_regular_polygon(const Seen& point, double corners) {
  constexpr double kSector = 2 * std::numbers::pi / kCorners;
  const double from_middle = std::fmod(point.angle, kSector) - kSector / 2;
  return point.metres * std::cos(from_middle) < corners * std::cos(kSector / 2) - 1e-6;
}

}  // namespace

double air_metres(Point a, Point b) { return std::sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)); }

std::vector<MultiPolygon> straight_circles(Point centre, std::span<const double> radii, std::span<const Point> points) {
  std::vector<Seen> seen;
  for (const Point p : points) {
    const double angle = std::atan2(p.y - centre.y, p.x - centre.x);
    seen.push_back({air_metres(p, centre), angle < 0 ? angle + 2 * std::numbers::pi : angle});
  }
  std::sort(seen.begin(), seen.end(),
            [](const Seen& a, const Seen& b) { return a.metres != b.metres ? a.metres < b.metres : a.angle < b.angle; });
  std::vector<double> angles, corners;
  for (int i = 0; i < kCorners; ++i) angles.push_back(2 * std::numbers::pi * i / kCorners);
  for (const double radius : radii) {
    corners.push_back(corner_radius(seen, radius));
    for (const Seen& s : seen)
      if (s.metres <= radius && s.metres > 0.99 * radius && !in_regular_polygon(s, corners.back())) angles.push_back(s.angle);
  }
  // All radii share the angles: that is what keeps the rings nested however near the radii are.
  std::sort(angles.begin(), angles.end());
  angles.erase(std::unique(angles.begin(), angles.end(), [](double a, double b) { return b - a < kNarrowest; }), angles.end());
  std::vector<MultiPolygon> areas;
  for (const double radius : corners) {
    Polygon polygon;
    for (const double angle : angles)
      polygon.outer.push_back({centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
    areas.push_back({std::move(polygon)});
  }
  return areas;
}

}  // namespace wangge
