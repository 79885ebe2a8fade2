#include "algorithms/cells/slice_spot.hpp"

#include <cmath>

namespace wangge {

namespace {

constexpr double kInside = 0.5, kBarelyInside = 0.1;  // metres
constexpr double kRoom = 0.35;                        // a little more than the largest slice is long

struct NearestEdge {
  double metres = 1e300;
  Point a{}, b{};
};

NearestEdge nearest_edge(const MultiPolygon& area, Point p) {
  NearestEdge out;
  const auto look = [&](const Ring& ring) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Point from = ring[i], to = ring[(i + 1) % ring.size()];
      const double metres = distance_to_segment(p, from, to);
      if (metres < out.metres) out = {metres, from, to};
    }
  };
  for (const Polygon& polygon : area) {
    look(polygon.outer);
    for (const Ring& hole : polygon.holes) look(hole);
  }
  return out;
}

/// The place on the rim of the area nearest to a point, moved inwards; an inner point where the area is too narrow there.
Point nearest_inside(const MultiPolygon& area, Point p) {
  const auto [metres_away, a, b] = nearest_edge(area, p);
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

std::optional<double> way_in(const CommunityScene& scene, Point spot) {
  const MultiPolygon& area = scene.city->communities[static_cast<std::size_t>(scene.community)].area;
  if (area.empty() || nearest_edge(area, spot).metres > kRoom) return std::nullopt;
  Point inner = nearest_inside(area, spot);
  if (nearest_edge(area, inner).metres < kRoom) inner = nearest_inside(area, inner);  // in a corner
  return std::atan2(inner.y - spot.y, inner.x - spot.x);
}

}  // namespace wangge
