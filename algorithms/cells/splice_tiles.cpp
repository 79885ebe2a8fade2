#include "algorithms/cells/splice_tiles.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

bool before(const BorderSegment& s, const BorderSegment& t) {
  return std::tie(s.a, s.b, s.left, s.right) < std::tie(t.a, t.b, t.left, t.right);
}

}  // namespace

void splice_tiles(TiledCommunity& kept, std::span<const char> replaced, const TiledCommunity& fresh, std::span<const char> taken,
                  std::span<const std::int32_t> slot) {
  const auto marked = [](std::span<const char> marks, std::int32_t cell) { return cell >= 0 && marks[at(cell)] != 0; };
  std::erase_if(kept.segments, [&](const BorderSegment& s) { return marked(replaced, s.left) || marked(replaced, s.right); });
  std::vector<BorderSegment> added;
  std::vector<GridPoint> places;
  for (const BorderSegment& s : fresh.segments) {
    if (!marked(taken, s.left) && !marked(taken, s.right)) continue;
    added.push_back(s);
    for (const std::int32_t p : {s.a, s.b}) places.push_back(fresh.points[at(p)]);
  }
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  std::vector<char> used(kept.points.size(), 0);
  for (const BorderSegment& s : kept.segments) used[at(s.a)] = used[at(s.b)] = 1;
  std::vector<GridPoint> points;
  points.reserve(kept.points.size() + places.size());
  std::vector<std::int32_t> number(kept.points.size(), -1);
  auto next = places.begin();
  for (std::size_t i = 0; i < kept.points.size(); ++i) {
    if (used[i] == 0) continue;
    while (next != places.end() && *next < kept.points[i]) points.push_back(*next++);
    if (next != places.end() && *next == kept.points[i]) ++next;
    number[i] = static_cast<std::int32_t>(points.size());
    points.push_back(kept.points[i]);
  }
  points.insert(points.end(), next, places.end());
  for (BorderSegment& s : kept.segments) s.a = number[at(s.a)], s.b = number[at(s.b)];
  const auto find = [&](std::int32_t p) {
    return static_cast<std::int32_t>(std::lower_bound(points.begin(), points.end(), fresh.points[at(p)]) - points.begin());
  };
  for (BorderSegment& s : added) {
    s.a = find(s.a);
    s.b = find(s.b);
    if (s.left >= 0) s.left = slot[at(s.left)];
    if (s.right >= 0) s.right = slot[at(s.right)];
    if (s.a < s.b) continue;
    std::swap(s.a, s.b);
    std::swap(s.left, s.right);
  }
  std::sort(added.begin(), added.end(), before);
  const auto middle = static_cast<std::ptrdiff_t>(kept.segments.size());
  kept.segments.insert(kept.segments.end(), added.begin(), added.end());
  std::inplace_merge(kept.segments.begin(), kept.segments.begin() + middle, kept.segments.end(), before);
  kept.points = std::move(points);
  std::erase_if(kept.inside, [&](const InsideBarrier& i) { return marked(replaced, i.cell); });
  for (const InsideBarrier& i : fresh.inside)
    if (marked(taken, i.cell)) kept.inside.push_back({slot[at(i.cell)], i.barrier, i.metres});
  std::sort(kept.inside.begin(), kept.inside.end(), [](const InsideBarrier& x, const InsideBarrier& y) {
    return std::tie(x.cell, x.barrier) < std::tie(y.cell, y.barrier);
  });
}

}  // namespace wangge
