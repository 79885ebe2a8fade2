#include "algorithms/cells/order_by_place.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// By their ends, then by what lies beside them: counted by the first end, where one or two others begin.
void sort_segments(std::vector<BorderSegment>& segments, std::size_t points) {
  std::vector<std::size_t> end(points + 1, 0);  // of those that begin at a point
  for (const BorderSegment& s : segments) ++end[at(s.a) + 1];
  std::partial_sum(end.begin(), end.end(), end.begin());
  std::vector<BorderSegment> sorted(segments.size());
  for (const BorderSegment& s : segments) sorted[end[at(s.a)]++] = s;
  auto from = sorted.begin();
  for (std::size_t p = 0; p < points; ++p) {
    const auto to = sorted.begin() + static_cast<std::ptrdiff_t>(end[p]);
    if (to - from > 1)
      std::sort(from, to, [](const BorderSegment& s, const BorderSegment& t) {
        return std::tie(s.b, s.left, s.right) < std::tie(t.b, t.left, t.right);
      });
    from = to;
  }
  segments = std::move(sorted);
}

void order_points(TiledCommunity& tiled) {
  struct Place {
    std::uint64_t key;
    std::int32_t point;
  };
  const std::vector<GridPoint>& points = tiled.points;
  std::vector<Place> order(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) order[i] = {order_key(points[i]), static_cast<std::int32_t>(i)};
  std::sort(order.begin(), order.end(), [](const Place& p, const Place& q) { return p.key < q.key; });
  std::vector<std::int32_t> number(points.size());
  std::vector<GridPoint> sorted;
  sorted.reserve(points.size());
  for (const Place& place : order) {
    if (sorted.empty() || !(sorted.back() == points[at(place.point)])) sorted.push_back(points[at(place.point)]);
    number[at(place.point)] = static_cast<std::int32_t>(sorted.size()) - 1;
  }
  tiled.points = std::move(sorted);
  for (BorderSegment& s : tiled.segments) {
    s.a = number[at(s.a)];
    s.b = number[at(s.b)];
    if (s.a < s.b) continue;
    std::swap(s.a, s.b);
    std::swap(s.left, s.right);
  }
  sort_segments(tiled.segments, tiled.points.size());
}

/// By cell its new number; cells without land, which no border has, are left out.
std::vector<std::int32_t> order_land(TiledCommunity& tiled) {
  const auto cells = static_cast<std::int32_t>(tiled.cell_count());
  std::int32_t buildings = cells;
  while (buildings > 0 && tiled.building[at(buildings - 1)] < 0) --buildings;
  std::vector<std::int32_t> number(at(cells));
  std::iota(number.begin(), number.end(), 0);
  if (cells == buildings) return number;
  std::fill(number.begin() + buildings, number.end(), -1);
  std::int32_t next = buildings;
  for (const BorderSegment& s : tiled.segments)
    for (const std::int32_t cell : {s.left, s.right})
      if (cell >= buildings && number[at(cell)] < 0) number[at(cell)] = next++;
  const std::vector<std::int32_t> exclusive = tiled.exclusive;
  tiled.exclusive.resize(at(next));
  tiled.building.resize(at(next));
  for (std::int32_t c = buildings; c < cells; ++c)
    if (number[at(c)] >= 0) tiled.exclusive[at(number[at(c)])] = exclusive[at(c)];
  for (BorderSegment& s : tiled.segments)
    for (std::int32_t* cell : {&s.left, &s.right})
      if (*cell >= 0) *cell = number[at(*cell)];
  for (InsideBarrier& i : tiled.inside) i.cell = number[at(i.cell)];
  std::sort(tiled.inside.begin(), tiled.inside.end(), [](const InsideBarrier& x, const InsideBarrier& y) {
    return std::tie(x.cell, x.barrier) < std::tie(y.cell, y.barrier);
  });
  return number;
}

}  // namespace

std::vector<std::int32_t> order_by_place(TiledCommunity& tiled) {
  order_points(tiled);
  return order_land(tiled);
}

}  // namespace wangge
