#include "algorithms/outline/street_names.hpp"

#include <cmath>

namespace wangge {

namespace {

constexpr double kNear = 20;            // metres: half of a street with its pavements and green
constexpr double kLeastCosine = 0.906;  // 25 degrees

}  // namespace

StreetNames::StreetNames(const std::vector<WalkLine>& lines, const Box& box) {
  for (const WalkLine& line : lines) {
    if (line.name.empty()) continue;
    for (const Polyline& part : line.lines)
      for (std::size_t i = 1; i < part.size(); ++i) {
        Box reach;
        reach.expand(part[i - 1]);
        reach.expand(part[i]);
        reach.grow(kNear);
        if (reach.intersects(box)) stretches_.push_back({part[i - 1], part[i], reach, &line.name});
      }
  }
}

std::string StreetNames::along(Point a, Point b) const {
  const Point middle = (a + b) * 0.5, way = b - a;
  const double length = std::hypot(way.x, way.y);
  const std::string* name = nullptr;
  double nearest = kNear;
  for (const Stretch& one : stretches_) {
    if (!one.reach.contains(middle)) continue;
    const Point street = one.b - one.a;
    if (std::abs(dot(way, street)) < kLeastCosine * length * std::hypot(street.x, street.y)) continue;
    const double metres = distance_to_segment(middle, one.a, one.b);
    if (metres < nearest) nearest = metres, name = one.name;
  }
  return name == nullptr ? std::string() : *name;
}

}  // namespace wangge
