#include "algorithms/cells/slice_spot.hpp"

#include <cmath>

namespace wangge {

namespace {

constexpr double kInside = 0.5, kBarelyInside = 0.1;  // metres

/// The place on the rim of the area nearest to a point outside, moved inwards; an inner point where the area is too narrow there.
Point nearest_inside(const MultiPolygon& area, Point p) {
  double nearest = 1e300;
  Point a{}, b{};
  const auto look = [&](const Ring& ring) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Point from = ring[i], to = ring[(i + 1) % ring.size()];
      const double metres = distance_to_segment(p, from, to);
      if (metres < nearest) nearest = metres, a = from, b = to;
    }
  };
  for (const Polygon& polygon : area) {
    look(polygon.outer);
    for (const Ring& hole : polygon.holes) look(hole);
  }
  const Point way = b - a;
  const double length = std::hypot(way.x, way.y);
  if (length > 0) {
    const double share = std::min(1.0, std::max(0.0, dot(p - a, way) / (length * length)));
    for (const double metres : {kInside, -kInside, kBarelyInside, -kBarelyInside}) {
      const Point inner = a + way * share + Point{-way.y, way.x} * (metres / length);
      if (contains(area, inner)) return inner;
    }
  }
  return interior_point(area);
}

}  // namespace

Point slice_spot(const CommunityScene& scene, std::int32_t building) {
  const Point point = scene.city->buildings[static_cast<std::size_t>(building)].point;
  const MultiPolygon& area = scene.city->communities[static_cast<std::size_t>(scene.community)].area;
  return area.empty() || contains(area, point) ? point : nearest_inside(area, point);
}

}  // namespace wangge
