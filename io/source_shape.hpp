/// Geometry of one record as read: plane coordinates in whatever system the file uses, Z and M dropped, curves cut into lines.
#pragma once

#include <vector>

#include "core/geometry.hpp"

namespace wangge {

struct SourceShape {
  bool missing = false;      ///< the record has no geometry at all
  bool not_finite = false;   ///< a coordinate is NaN or infinite, or could not be transformed
  bool broken_ring = false;  ///< a ring or line of too few points was dropped
  std::vector<Point> points;
  MultiPolyline lines;
  MultiPolygon polygons;
  [[nodiscard]] bool empty() const { return points.empty() && lines.empty() && polygons.empty(); }

  /// Calls f(Point&) for every vertex.
  template <class Function>
  void each_vertex(Function&& f) {
    for (Point& point : points) f(point);
    for (Polyline& line : lines)
      for (Point& point : line) f(point);
    for (Polygon& polygon : polygons) {
      for (Point& point : polygon.outer) f(point);
      for (Ring& hole : polygon.holes)
        for (Point& point : hole) f(point);
    }
  }
};

}  // namespace wangge
