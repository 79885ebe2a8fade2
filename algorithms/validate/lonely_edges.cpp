#include "algorithms/validate/lonely_edges.hpp"

#include <algorithm>

namespace wangge {

namespace {

bool before(Point p, Point q) { return p.x != q.x ? p.x < q.x : p.y < q.y; }

}  // namespace

std::vector<LonelyEdge> lonely_edges(const std::vector<Community>& communities) {
  std::vector<LonelyEdge> all, lonely;
  auto ring = [&](const Ring& points, bool counter_clockwise, std::int32_t c) {
    const bool turn = (signed_area(points) > 0) != counter_clockwise;
    for (std::size_t i = 0; i < points.size(); ++i) {
      const Point a = points[i], b = points[(i + 1) % points.size()];
      if (!(a == b)) all.push_back(turn ? LonelyEdge{b, a, c} : LonelyEdge{a, b, c});
    }
  };
  for (std::size_t c = 0; c < communities.size(); ++c)
    for (const Polygon& p : communities[c].area) {
      ring(p.outer, true, static_cast<std::int32_t>(c));
      for (const Ring& hole : p.holes) ring(hole, false, static_cast<std::int32_t>(c));
    }
  auto low = [](const LonelyEdge& e) { return before(e.a, e.b) ? e.a : e.b; };
  auto high = [](const LonelyEdge& e) { return before(e.a, e.b) ? e.b : e.a; };
  std::stable_sort(all.begin(), all.end(), [&](const LonelyEdge& e, const LonelyEdge& f) {
    return low(e) == low(f) ? before(high(e), high(f)) : before(low(e), low(f));
  });
  for (std::size_t i = 0, end = 0; i < all.size(); i = end) {
    std::int64_t balance = 0;
    for (end = i; end < all.size() && low(all[end]) == low(all[i]) && high(all[end]) == high(all[i]); ++end)
      balance += before(all[end].a, all[end].b) ? 1 : -1;
    for (std::size_t k = i; k < end && balance != 0; ++k) {
      const int way = before(all[k].a, all[k].b) ? 1 : -1;
      if (way * balance <= 0) continue;
      lonely.push_back(all[k]);
      balance -= way;
    }
  }
  return lonely;
}

}  // namespace wangge
