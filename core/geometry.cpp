#include "core/geometry.hpp"

#include <algorithm>
#include <cmath>

namespace wangge {

double distance(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

void Box::expand(Point p) {
  min_x = std::min(min_x, p.x);
  min_y = std::min(min_y, p.y);
  max_x = std::max(max_x, p.x);
  max_y = std::max(max_y, p.y);
}

void Box::expand(const Box& o) {
  min_x = std::min(min_x, o.min_x);
  min_y = std::min(min_y, o.min_y);
  max_x = std::max(max_x, o.max_x);
  max_y = std::max(max_y, o.max_y);
}

void Box::grow(double metres) {
  min_x -= metres;
  min_y -= metres;
  max_x += metres;
  max_y += metres;
}

double signed_area(std::span<const Point> ring) {
  if (ring.size() < 3) return 0;
  const Point o = ring[0];  // near origin: keeps digits for large eastings
  double twice = 0;
  for (std::size_t i = 1; i + 1 < ring.size(); ++i) twice += cross(ring[i] - o, ring[i + 1] - o);
  return twice / 2;
}

double area(const Polygon& polygon) {
  double sum = std::abs(signed_area(polygon.outer));
  for (const Ring& hole : polygon.holes) sum -= std::abs(signed_area(hole));
  return sum;
}

double area(const MultiPolygon& polygons) {
  double sum = 0;
  for (const Polygon& p : polygons) sum += area(p);
  return sum;
}

namespace {

double ring_length(const Ring& ring) {
  double sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) sum += distance(ring[i], ring[(i + 1) % ring.size()]);
  return sum;
}

template <class Visit>
void each_ring(const MultiPolygon& polygons, Visit visit) {
  for (const Polygon& p : polygons) {
    visit(p.outer);
    for (const Ring& hole : p.holes) visit(hole);
  }
}

bool ring_parity(const Ring& ring, Point p) {
  bool inside = false;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    const Point a = ring[i], b = ring[j];
    if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}

}  // namespace

double perimeter(const MultiPolygon& polygons) {
  double sum = 0;
  each_ring(polygons, [&](const Ring& ring) { sum += ring_length(ring); });
  return sum;
}

double length(std::span<const Point> line) {
  double sum = 0;
  for (std::size_t i = 1; i < line.size(); ++i) sum += distance(line[i - 1], line[i]);
  return sum;
}

Point centroid(const MultiPolygon& polygons) {
  if (polygons.empty() || polygons[0].outer.empty()) return {};
  const Point o = polygons[0].outer[0];
  double twice = 0;
  Point moment, mean;
  std::size_t count = 0;
  for (const Polygon& polygon : polygons) {
    auto add = [&](const Ring& ring, double sign) {
      const double orient = signed_area(ring) < 0 ? -sign : sign;
      for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point a = ring[i] - o, b = ring[(i + 1) % ring.size()] - o;
        const double c = cross(a, b) * orient;
        twice += c;
        moment = moment + (a + b) * c;
        mean = mean + a;
        ++count;
      }
    };
    add(polygon.outer, 1);
    for (const Ring& hole : polygon.holes) add(hole, -1);
  }
  if (std::abs(twice) < 1e-9) return o + mean * (1.0 / static_cast<double>(std::max<std::size_t>(count, 1)));
  return o + moment * (1.0 / (3 * twice));
}

bool contains(const Polygon& polygon, Point p) {
  bool inside = ring_parity(polygon.outer, p);
  for (const Ring& hole : polygon.holes)
    if (ring_parity(hole, p)) inside = !inside;
  return inside;
}

bool contains(const MultiPolygon& polygons, Point p) {
  return std::any_of(polygons.begin(), polygons.end(), [&](const Polygon& polygon) { return contains(polygon, p); });
}

Point interior_point(const MultiPolygon& polygons) {
  const Polygon* largest = nullptr;
  double best = -1;
  for (const Polygon& p : polygons)
    if (const double a = area(p); a > best) best = a, largest = &p;
  if (largest == nullptr || largest->outer.empty()) return {};
  // Several scan lines: the middle one may graze vertices; the longest inner run of all wins.
  const Box box = bounds(largest->outer);
  Point result = largest->outer[0];
  double longest = 0;
  std::vector<double> xs;
  xs.reserve(8);
  for (const double share : {0.5, 0.382, 0.618, 0.25, 0.75, 0.1, 0.9}) {
    const double y = box.min_y + box.height() * share;
    xs.clear();
    auto cut = [&](const Ring& ring) {
      for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        const Point a = ring[i], b = ring[j];
        if ((a.y > y) != (b.y > y)) xs.push_back((b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x);
      }
    };
    cut(largest->outer);
    for (const Ring& hole : largest->holes) cut(hole);
    std::sort(xs.begin(), xs.end());
    for (std::size_t i = 0; i + 1 < xs.size(); i += 2) {
      if (xs[i + 1] - xs[i] > longest) {
        longest = xs[i + 1] - xs[i];
        result = {(xs[i] + xs[i + 1]) / 2, y};
      }
    }
    if (longest > 0.2 * box.width()) break;
  }
  return result;
}

Box bounds(std::span<const Point> points) {
  Box box;
  for (const Point p : points) box.expand(p);
  return box;
}

Box bounds(const MultiPolygon& polygons) {
  Box box;
  for (const Polygon& p : polygons) box.expand(bounds(p.outer));
  return box;
}

Foot foot_on_segment(Point p, Point a, Point b) {
  const Point d = b - a;
  const double square = dot(d, d);
  const double share = square > 0 ? std::clamp(dot(p - a, d) / square, 0.0, 1.0) : 0.0;
  const Point at = a + d * share;
  return {at, share, distance(p, at)};
}

double distance_to_segment(Point p, Point a, Point b) { return foot_on_segment(p, a, b).metres; }

void normalise(MultiPolygon& polygons) {
  auto tidy = [](Ring& ring, bool counter_clockwise) {
    ring.erase(std::unique(ring.begin(), ring.end()), ring.end());
    while (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
    if ((signed_area(ring) > 0) != counter_clockwise) std::reverse(ring.begin(), ring.end());
  };
  for (Polygon& p : polygons) {
    tidy(p.outer, true);
    for (Ring& hole : p.holes) tidy(hole, false);
    std::erase_if(p.holes, [](const Ring& ring) { return ring.size() < 3; });
  }
  std::erase_if(polygons, [](const Polygon& p) { return p.outer.size() < 3; });
}

}  // namespace wangge
