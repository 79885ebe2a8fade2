#include "algorithms/cells/order_by_place.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

void order_points(TiledCommunity& tiled) {
  const std::vector<GridPoint>& points = tiled.points;
  std::vector<std::int32_t> order(points.size()), number(points.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](std::int32_t i, std::int32_t j) { return points[at(i)] < points[at(j)]; });
  std::vector<GridPoint> sorted;
  sorted.reserve(points.size());
  for (const std::int32_t i : order) {
    if (sorted.empty() || !(sorted.back() == points[at(i)])) sorted.push_back(points[at(i)]);
    number[at(i)] = static_cast<std::int32_t>(sorted.size()) - 1;
  }
  tiled.points = std::move(sorted);
  for (BorderSegment& s : tiled.segments) {
    s.a = number[at(s.a)];
    s.b = number[at(s.b)];
    if (s.a < s.b) continue;
    std::swap(s.a, s.b);
    std::swap(s.left, s.right);
  }
  std::sort(tiled.segments.begin(), tiled.segments.end(), [](const BorderSegment& s, const BorderSegment& t) {
    return std::tie(s.a, s.b, s.left, s.right) < std::tie(t.a, t.b, t.left, t.right);
  });
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
