#include "algorithms/audit/barrier_field.hpp"

#include <algorithm>

namespace wangge::audit {

namespace {

constexpr double kAlong = 0.05;        // metres: borders are rounded and may be pulled to a corner
constexpr double kCrossingReach = 60;  // metres
constexpr double kLongestPiece = 200;  // metres: longer lines are cut so that bins stay small

void add_line(Point a, Point b, std::int32_t owner, std::vector<Segment>& out) {
  const int pieces = static_cast<int>(distance(a, b) / kLongestPiece) + 1;
  for (int i = 0; i < pieces; ++i)
    out.push_back({a + (b - a) * (static_cast<double>(i) / pieces), a + (b - a) * ((i + 1.0) / pieces), owner});
}

void add_lines(const MultiPolyline& lines, const MultiPolygon& area, std::int32_t owner, std::vector<Segment>& out) {
  for (const Polyline& line : lines)
    for (std::size_t i = 1; i < line.size(); ++i) add_line(line[i - 1], line[i], owner, out);
  auto ring = [&](const Ring& points) {
    for (std::size_t i = 0; i < points.size(); ++i) add_line(points[i], points[(i + 1) % points.size()], owner, out);
  };
  for (const Polygon& p : area) {
    ring(p.outer);
    for (const Ring& hole : p.holes) ring(hole);
  }
}

Box box_of(Point a, Point b, double margin) {
  Box box;
  box.expand(a);
  box.expand(b);
  box.grow(margin);
  return box;
}

}  // namespace

BarrierField::BarrierField(const City& city) : city_(city) {
  std::vector<Segment> lines, crossings;
  for (std::size_t i = 0; i < city.barriers.size(); ++i) {
    const Barrier& barrier = city.barriers[i];
    if (city.rules.barrier_rule(barrier.barrier_class) != BarrierRule::hard) continue;
    add_lines(barrier.lines, barrier.area, static_cast<std::int32_t>(i), lines);
    if (barrier.area.empty()) continue;
    areas_.push_back(static_cast<std::int32_t>(i));
    area_boxes_.push_back(bounds(barrier.area));
  }
  for (std::size_t i = 0; i < city.crossings.size(); ++i) {
    const Crossing& crossing = city.crossings[i];
    add_lines(crossing.lines, crossing.area, static_cast<std::int32_t>(i), crossings);
    for (const Point p : crossing.points) crossings.push_back({p, p, static_cast<std::int32_t>(i)});
  }
  lines_ = SegmentBins(std::move(lines), 100);
  crossings_ = SegmentBins(std::move(crossings), 100);
}

bool BarrierField::near(const Box& box) const {
  return lines_.any_near(box, [&](const Segment& s) { return box_of(s.a, s.b, kAlong).intersects(box); });
}

std::int32_t BarrierField::along(Point a, Point b) const {
  const Point middle = (a + b) * 0.5;
  std::int32_t found = -1;
  lines_.any_near(box_of(middle, middle, kAlong), [&](const Segment& line) {
    if (distance_to_segment(middle, line.a, line.b) <= kAlong && (found < 0 || line.owner < found)) found = line.owner;
    return false;
  });
  // The ends may lie on neighbouring pieces of the same line.
  if (found >= 0 && lines_.distance_to(a, 2 * kAlong) <= kAlong && lines_.distance_to(b, 2 * kAlong) <= kAlong) return found;
  for (std::size_t i = 0; i < areas_.size(); ++i)
    if (area_boxes_[i].contains(middle) && contains(city_.barriers[static_cast<std::size_t>(areas_[i])].area, middle))
      return areas_[i];
  return -1;
}

std::int32_t BarrierField::crossed(Point a, Point b) const {
  std::int32_t found = -1;
  lines_.any_near(box_of(a, b, 0), [&](const Segment& line) {
    if ((found < 0 || line.owner < found) && segments_meet(a, b, line.a, line.b)) found = line.owner;
    return false;
  });
  return found;
}

bool BarrierField::open(Point a, Point b) const {
  return crossings_.any_near(box_of(a, b, kCrossingReach),
                             [&](const Segment& s) { return segment_distance(a, b, s.a, s.b) <= kCrossingReach; });
}

std::string barrier_name(const Barrier& barrier) { return barrier.name.empty() ? barrier.barrier_class : barrier.name; }

}  // namespace wangge::audit
