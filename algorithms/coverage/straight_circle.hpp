/// Circles as the crow flies, as polygons that hold exactly the points within the radius.
/// Guarantees
///  - a given point lies inside the ring of a radius exactly when its straight distance is <= the radius;
///  - at least 128 corners, all on the circle to 5 mm; area within 0.1 % of the circle's;
///  - rings of one centre are nested.
/// How: a regular polygon loses the points between its sides and the circle, so it gets a further corner in the direction of
/// each. Units: metres. Cost: O(points log points).
#pragma once

#include <span>
#include <vector>

#include "core/geometry.hpp"

namespace wangge {

/// Straight distance as the circles measure it.
[[nodiscard]] double air_metres(Point a, Point b);

/// One area per radius (ascending). `points` holds at least every point that is nearer than the largest radius + 1 m.
[[nodiscard]] std::vector<MultiPolygon> straight_circles(Point centre, std::span<const double> radii,
                                                         std::span<const Point> points);

}  // namespace wangge
