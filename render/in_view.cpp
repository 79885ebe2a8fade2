#include "render/in_view.hpp"

#include <algorithm>
#include <span>

namespace wangge {

namespace {

/// Cuts the stretch [from, to] of a line to where start + share * way lies between low and high; false where nothing is left.
bool cut(double start, double way, double low, double high, double& from, double& to) {
  if (way == 0) return start >= low && start <= high;
  const double a = (low - start) / way, b = (high - start) / way;
  from = std::max(from, std::min(a, b));
  to = std::min(to, std::max(a, b));
  return from <= to;
}

bool segment_in_view(Point a, Point b, const Box& window) {
  double from = 0, to = 1;
  return cut(a.x, b.x - a.x, window.min_x, window.max_x, from, to) && cut(a.y, b.y - a.y, window.min_y, window.max_y, from, to);
}

bool line_in_view(std::span<const Point> line, bool closed, const Box& window) {
  if (line.empty() || !bounds(line).intersects(window)) return false;
  for (std::size_t i = 1; i < line.size(); ++i)
    if (segment_in_view(line[i - 1], line[i], window)) return true;
  return closed && segment_in_view(line.back(), line.front(), window);
}

}  // namespace

bool outline_in_view(const MultiPolygon& area, const Box& window) {
  return std::any_of(area.begin(), area.end(), [&](const Polygon& polygon) {
    return line_in_view(polygon.outer, true, window) ||
           std::any_of(polygon.holes.begin(), polygon.holes.end(),
                       [&](const Ring& hole) { return line_in_view(hole, true, window); });
  });
}

bool area_in_view(const MultiPolygon& area, const Box& window) {
  return outline_in_view(area, window) || contains(area, window.centre());
}

bool lines_in_view(const MultiPolyline& lines, const Box& window) {
  return std::any_of(lines.begin(), lines.end(), [&](const Polyline& line) { return line_in_view(line, false, window); });
}

}  // namespace wangge
