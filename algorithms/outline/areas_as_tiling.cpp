#include "algorithms/outline/areas_as_tiling.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace wangge {

TiledCommunity areas_as_tiling(std::span<const MultiPolygon> areas) {
  TiledCommunity tiled;
  Box box;
  for (const MultiPolygon& area : areas) box.expand(bounds(area));
  if (box.empty()) return tiled;
  tiled.frame.origin_x = std::floor(box.min_x), tiled.frame.origin_y = std::floor(box.min_y);
  tiled.building.assign(areas.size(), -1);
  tiled.exclusive.assign(areas.size(), -1);
  std::map<std::pair<std::int32_t, std::int32_t>, std::int32_t> number;  // of a corner
  const auto corner = [&](Point p) {
    const GridPoint g = tiled.frame.to_grid(p);
    const auto [found, fresh] = number.try_emplace({g.x, g.y}, static_cast<std::int32_t>(tiled.points.size()));
    if (fresh) tiled.points.push_back(g);
    return found->second;
  };
  std::map<std::pair<std::int32_t, std::int32_t>, std::size_t> segment;  // ends in order -> number
  const auto add = [&](const Ring& ring, bool inside_left, std::int32_t cell) {
    double twice = 0;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) twice += cross(ring[j] - ring[0], ring[i] - ring[0]);
    const bool left = (twice > 0) == inside_left;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
      const std::int32_t a = corner(ring[j]), b = corner(ring[i]);
      if (a == b) continue;
      const auto [found, fresh] = segment.try_emplace(std::minmax(a, b), tiled.segments.size());
      if (fresh) tiled.segments.push_back({std::min(a, b), std::max(a, b), -1, -1});
      BorderSegment& s = tiled.segments[found->second];
      ((a < b) == left ? s.left : s.right) = cell;
    }
  };
  for (std::size_t i = 0; i < areas.size(); ++i)
    for (const Polygon& polygon : areas[i]) {
      add(polygon.outer, true, static_cast<std::int32_t>(i));
      for (const Ring& hole : polygon.holes) add(hole, false, static_cast<std::int32_t>(i));
    }
  return tiled;
}

}  // namespace wangge
