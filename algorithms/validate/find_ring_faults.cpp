#include <algorithm>
#include <cmath>
#include <optional>

#include "algorithms/validate/find_list.hpp"

namespace wangge {

namespace {

constexpr double kLeastArea = 1.0;   // square metres
constexpr double kLeastWidth = 0.3;  // metres

/// Width of the rectangle with the same area and perimeter.
double width_of(double area, double perimeter) {
  const double half = perimeter / 2, root = half * half - 4 * area;
  return root > 0 ? (half - std::sqrt(root)) / 2 : half / 2;
}

/// Where two edges of a ring cross (touching corners are fine). Edges are sorted by x, so each meets only those beside it.
std::optional<Point> crossing_of(const Ring& ring) {
  struct Edge {
    double west, east;
    std::size_t number;
  };
  const std::size_t n = ring.size();
  std::vector<Edge> edges;
  for (std::size_t i = 0; i < n; ++i)
    edges.push_back({std::min(ring[i].x, ring[(i + 1) % n].x), std::max(ring[i].x, ring[(i + 1) % n].x), i});
  std::sort(edges.begin(), edges.end(),
            [](const Edge& a, const Edge& b) { return a.west != b.west ? a.west < b.west : a.number < b.number; });
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = i + 1; j < n && edges[j].west <= edges[i].east; ++j) {
      const Point a = ring[edges[i].number], b = ring[(edges[i].number + 1) % n], c = ring[edges[j].number],
                  d = ring[(edges[j].number + 1) % n];
      if (std::max(a.y, b.y) < std::min(c.y, d.y) || std::max(c.y, d.y) < std::min(a.y, b.y)) continue;
      const double c1 = cross(b - a, c - a), c2 = cross(b - a, d - a), d1 = cross(d - c, a - c), d2 = cross(d - c, b - c);
      const double limit = 1e-6 * std::max(distance(a, b), distance(c, d));  // square metres: a micrometre off is touching
      const auto apart = [limit](double p, double q) { return (p > limit && q < -limit) || (p < -limit && q > limit); };
      if (apart(c1, c2) && apart(d1, d2)) return a + (b - a) * (d1 / (d1 - d2));
    }
  return std::nullopt;
}

std::optional<Point> crossing_of(const MultiPolygon& area) {
  for (const Polygon& p : area) {
    if (const auto found = crossing_of(p.outer)) return found;
    for (const Ring& hole : p.holes)
      if (const auto found = crossing_of(hole)) return found;
  }
  return std::nullopt;
}

}  // namespace

void find_ring_faults(FindingList& list) {
  for (const Building& b : list.city.buildings) {
    if (b.footprint.empty()) continue;
    if (const auto where = crossing_of(b.footprint)) {
      list.note("footprint_crosses_itself", Severity::warning, "buildings", b.id,
                {b.id, with_decimals(where->x, 1), with_decimals(where->y, 1)}, where);
      continue;
    }
    const double square = area(b.footprint), width = width_of(square, perimeter(b.footprint));
    if (square < kLeastArea || width < kLeastWidth)
      list.note("footprint_sliver", Severity::note, "buildings", b.id, {b.id, with_decimals(square, 2), with_decimals(width, 2)},
                b.point);
  }
  for (const Community& c : list.city.communities)
    if (const auto where = crossing_of(c.area))
      list.note("community_crosses_itself", Severity::warning, "communities", c.id,
                {c.id, with_decimals(where->x, 1), with_decimals(where->y, 1)}, where);
}

}  // namespace wangge
