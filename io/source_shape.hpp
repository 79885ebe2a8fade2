/// Geometry of one record as read: plane coordinates in whatever system the file uses, Z and M dropped, curves cut into lines.
#pragma once

#include <optional>
#include <utility>
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
  /// The first vertex: where findings about the record stand, also after its geometry was taken. None where coordinates are no
  /// numbers.
  [[nodiscard]] std::optional<Point> place() const {
    if (not_finite) return std::nullopt;
    if (taken_) return place_;
    if (!points.empty()) return points.front();
    for (const Polyline& line : lines)
      if (!line.empty()) return line.front();
    for (const Polygon& polygon : polygons) {
      if (!polygon.outer.empty()) return polygon.outer.front();
      for (const Ring& hole : polygon.holes)
        if (!hole.empty()) return hole.front();
    }
    return std::nullopt;
  }
  [[nodiscard]] MultiPolygon take_polygons() {
    keep_place();
    return std::move(polygons);
  }
  [[nodiscard]] MultiPolyline take_lines() {
    keep_place();
    return std::move(lines);
  }

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

 private:
  void keep_place() {
    const std::optional<Point> first = place();
    taken_ = first.has_value();
    if (first) place_ = *first;
  }
  bool taken_ = false;
  Point place_;
};

}  // namespace wangge
