#include "algorithms/audit/outline_edges.hpp"

#include <algorithm>
#include <cmath>

namespace wangge::audit {

namespace {

MillimetrePoint rounded(Point p) { return {std::llround(p.x * 1000), std::llround(p.y * 1000)}; }

void add_ring(const Ring& ring, std::int32_t owner, bool counter_clockwise, std::vector<OutlineEdge>& edges) {
  if (ring.size() < 3) return;
  const bool turn = (signed_area(ring) > 0) != counter_clockwise;
  MillimetrePoint from = rounded(ring.back());
  for (const Point p : ring) {
    const MillimetrePoint to = rounded(p);
    if (!(from == to)) edges.push_back(turn ? OutlineEdge{to, from, owner} : OutlineEdge{from, to, owner});
    from = to;
  }
}

/// An edge without its direction, as two whole numbers that sort fast; `back` edges come after the others of the same line.
struct Line {
  std::uint64_t low, high;
  std::uint32_t number;
  bool back;
};

std::vector<Line> lines_of(const std::vector<OutlineEdge>& edges) {
  MillimetrePoint origin = edges.empty() ? MillimetrePoint{} : edges[0].a;
  for (const OutlineEdge& e : edges) origin = {std::min({origin.x, e.a.x, e.b.x}), std::min({origin.y, e.a.y, e.b.y})};
  // 32 bits of millimetres: 4,295 km across
  auto packed = [origin](MillimetrePoint p) {
    return (static_cast<std::uint64_t>(p.x - origin.x) << 32) | static_cast<std::uint32_t>(p.y - origin.y);
  };
  std::vector<Line> lines;
  lines.reserve(edges.size());
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const std::uint64_t a = packed(edges[i].a), b = packed(edges[i].b);
    lines.push_back({std::min(a, b), std::max(a, b), static_cast<std::uint32_t>(i), b < a});
  }
  std::sort(lines.begin(), lines.end(), [](const Line& e, const Line& f) {
    if (e.low != f.low) return e.low < f.low;
    if (e.high != f.high) return e.high < f.high;
    return e.back != f.back ? f.back : e.number < f.number;
  });
  return lines;
}

}  // namespace

void add_outline(const Polygon& polygon, std::int32_t owner, bool inward, std::vector<OutlineEdge>& edges) {
  add_ring(polygon.outer, owner, inward, edges);
  for (const Ring& hole : polygon.holes) add_ring(hole, owner, !inward, edges);
}

void add_outline(const MultiPolygon& area, std::int32_t owner, bool inward, std::vector<OutlineEdge>& edges) {
  for (const Polygon& polygon : area) add_outline(polygon, owner, inward, edges);
}

MatchedEdges match_edges(const std::vector<OutlineEdge>& edges) {
  const std::vector<Line> lines = lines_of(edges);
  MatchedEdges out;
  for (std::size_t begin = 0, end = 0; begin < lines.size(); begin = end) {
    while (end < lines.size() && lines[end].low == lines[begin].low && lines[end].high == lines[begin].high) ++end;
    std::size_t back = begin;
    while (back < end && !lines[back].back) ++back;
    const std::size_t pairs = std::min(back - begin, end - back);
    for (std::size_t i = 0; i < pairs; ++i) {
      const OutlineEdge &there = edges[lines[begin + i].number], &here = edges[lines[back + i].number];
      out.shared.push_back({there.a.metres(), there.b.metres(), there.owner, here.owner});
    }
    for (std::size_t i = begin + pairs; i < back; ++i) out.single.push_back(edges[lines[i].number]);
    for (std::size_t i = back + pairs; i < end; ++i) out.single.push_back(edges[lines[i].number]);
  }
  return out;
}

}  // namespace wangge::audit
