#include "algorithms/outline/street_names.hpp"

#include <cmath>

namespace wangge {

namespace {

constexpr double kNear = 20;            // metres: half of a street with its pavements and green
constexpr double kLeastCosine = 0.906;  // 25 degrees

}  // namespace

StreetNames::StreetNames(const std::vector<WalkLine>& lines) {
  std::vector<Box> reach;
  for (const WalkLine& line : lines) {
    if (line.name.empty()) continue;
    for (const Polyline& part : line.lines)
      for (std::size_t i = 1; i < part.size(); ++i) {
        Box box;
        box.expand(part[i - 1]);
        box.expand(part[i]);
        box.grow(kNear);
        stretches_.push_back({part[i - 1], part[i], &line.name});
        reach.push_back(box);
      }
  }
  index_.emplace(reach);
}

const std::string* StreetNames::along(Point a, Point b) const {
  const Point middle = (a + b) * 0.5, way = b - a;
  const double length = std::hypot(way.x, way.y);
  const std::string* name = nullptr;
  double nearest = kNear;
  index_->visit(middle, [&](std::int32_t i) {
    const Stretch& one = stretches_[static_cast<std::size_t>(i)];
    const Point street = one.b - one.a;
    if (std::abs(dot(way, street)) < kLeastCosine * length * std::hypot(street.x, street.y)) return true;
    const double metres = distance_to_segment(middle, one.a, one.b);
    if (metres < nearest) nearest = metres, name = one.name;
    return true;
  });
  return name;
}

}  // namespace wangge
