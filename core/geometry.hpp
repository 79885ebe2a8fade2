/// Plane geometry values in the working CRS of a run: metres east (x) and north (y).
/// Longitude and latitude exist only in io/. Rings are stored without the closing point; outer rings run
/// counter-clockwise and holes clockwise once `normalise` has seen them.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace wangge {

struct Point {
  double x = 0;  ///< metres east
  double y = 0;  ///< metres north
  friend constexpr bool operator==(Point a, Point b) { return a.x == b.x && a.y == b.y; }
};

constexpr Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
constexpr Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
constexpr Point operator*(Point a, double f) { return {a.x * f, a.y * f}; }
constexpr double dot(Point a, Point b) { return a.x * b.x + a.y * b.y; }
constexpr double cross(Point a, Point b) { return a.x * b.y - a.y * b.x; }
[[nodiscard]] double distance(Point a, Point b);

struct Box {
  double min_x = std::numeric_limits<double>::infinity();
  double min_y = std::numeric_limits<double>::infinity();
  double max_x = -std::numeric_limits<double>::infinity();
  double max_y = -std::numeric_limits<double>::infinity();
  [[nodiscard]] bool empty() const { return min_x > max_x; }
  [[nodiscard]] double width() const { return max_x - min_x; }
  [[nodiscard]] double height() const { return max_y - min_y; }
  [[nodiscard]] Point centre() const { return {(min_x + max_x) / 2, (min_y + max_y) / 2}; }
  [[nodiscard]] bool contains(Point p) const { return p.x >= min_x && p.x <= max_x && p.y >= min_y && p.y <= max_y; }
  [[nodiscard]] bool intersects(const Box& o) const {
    return min_x <= o.max_x && o.min_x <= max_x && min_y <= o.max_y && o.min_y <= max_y;
  }
  void expand(Point p);
  void expand(const Box& o);
  void grow(double metres);
};

using Ring = std::vector<Point>;      ///< at least 3 points, closing point not repeated
using Polyline = std::vector<Point>;  ///< at least 2 points

struct Polygon {
  Ring outer;
  std::vector<Ring> holes;
};

/// One feature's area; empty = no geometry.
using MultiPolygon = std::vector<Polygon>;
using MultiPolyline = std::vector<Polyline>;

/// Twice-signed shoelace / 2: positive for counter-clockwise rings; square metres.
[[nodiscard]] double signed_area(std::span<const Point> ring);
[[nodiscard]] double area(const Polygon& polygon);
[[nodiscard]] double area(const MultiPolygon& polygons);
/// Length of all rings, holes included; metres.
[[nodiscard]] double perimeter(const MultiPolygon& polygons);
[[nodiscard]] double length(std::span<const Point> line);
/// Area centroid; falls back to the vertex mean for zero-area input.
[[nodiscard]] Point centroid(const MultiPolygon& polygons);
/// Even-odd test; points exactly on a ring may fall on either side.
[[nodiscard]] bool contains(const Polygon& polygon, Point p);
[[nodiscard]] bool contains(const MultiPolygon& polygons, Point p);
/// A point strictly inside (scan line through the middle, longest inner run). For empty input {0,0}.
[[nodiscard]] Point interior_point(const MultiPolygon& polygons);
[[nodiscard]] Box bounds(std::span<const Point> points);
[[nodiscard]] Box bounds(const MultiPolygon& polygons);
[[nodiscard]] double distance_to_segment(Point p, Point a, Point b);
/// Foot of the perpendicular from p on segment ab, clamped; `share` in [0,1] along ab.
struct Foot {
  Point at;
  double share = 0;
  double metres = 0;
};
[[nodiscard]] Foot foot_on_segment(Point p, Point a, Point b);
/// Orients outer rings counter-clockwise and holes clockwise and drops repeated and closing points.
void normalise(MultiPolygon& polygons);

}  // namespace wangge
