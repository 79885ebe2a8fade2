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

bool forward(const OutlineEdge& e) { return e.a < e.b; }
MillimetrePoint low(const OutlineEdge& e) { return forward(e) ? e.a : e.b; }
MillimetrePoint high(const OutlineEdge& e) { return forward(e) ? e.b : e.a; }
bool same_line(const OutlineEdge& e, const OutlineEdge& f) { return low(e) == low(f) && high(e) == high(f); }

}  // namespace

void add_outline(const Polygon& polygon, std::int32_t owner, bool inward, std::vector<OutlineEdge>& edges) {
  add_ring(polygon.outer, owner, inward, edges);
  for (const Ring& hole : polygon.holes) add_ring(hole, owner, !inward, edges);
}

void add_outline(const MultiPolygon& area, std::int32_t owner, bool inward, std::vector<OutlineEdge>& edges) {
  for (const Polygon& polygon : area) add_outline(polygon, owner, inward, edges);
}

MatchedEdges match_edges(std::vector<OutlineEdge> edges) {
  std::sort(edges.begin(), edges.end(), [](const OutlineEdge& e, const OutlineEdge& f) {
    if (!(low(e) == low(f))) return low(e) < low(f);
    if (!(high(e) == high(f))) return high(e) < high(f);
    if (forward(e) != forward(f)) return forward(e);
    return e.owner < f.owner;
  });
  MatchedEdges out;
  for (std::size_t begin = 0, end = 0; begin < edges.size(); begin = end) {
    while (end < edges.size() && same_line(edges[begin], edges[end])) ++end;
    std::size_t back = begin;
    while (back < end && forward(edges[back])) ++back;
    const std::size_t pairs = std::min(back - begin, end - back);
    for (std::size_t i = 0; i < pairs; ++i) out.shared.push_back({edges[begin + i].a.metres(), edges[begin + i].b.metres(), edges[begin + i].owner, edges[back + i].owner});
    for (std::size_t i = begin + pairs; i < back; ++i) out.single.push_back(edges[i]);
    for (std::size_t i = back + pairs; i < end; ++i) out.single.push_back(edges[i]);
  }
  return out;
}

}  // namespace wangge::audit
