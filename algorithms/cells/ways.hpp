/// Segments and chains of them on the millimetre grid.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "algorithms/cells/integer_plane.hpp"

namespace wangge {

/// The segments ab and cd cross at an inner point of both.
[[nodiscard]] inline bool properly_crossing(GridPoint a, GridPoint b, GridPoint c, GridPoint d) {
  const std::int64_t o1 = orientation(a, b, c), o2 = orientation(a, b, d), o3 = orientation(c, d, a), o4 = orientation(c, d, b);
  return ((o1 > 0 && o2 < 0) || (o1 < 0 && o2 > 0)) && ((o3 > 0 && o4 < 0) || (o3 < 0 && o4 > 0));
}

/// They have a point in common.
[[nodiscard]] inline bool touching(GridPoint a, GridPoint b, GridPoint c, GridPoint d) {
  if (properly_crossing(a, b, c, d)) return true;
  const auto on = [](GridPoint p, GridPoint q, GridPoint r) {
    return orientation(p, q, r) == 0 && std::min(p.x, q.x) <= r.x && r.x <= std::max(p.x, q.x) && std::min(p.y, q.y) <= r.y &&
           r.y <= std::max(p.y, q.y);
  };
  return on(a, b, c) || on(a, b, d) || on(c, d, a) || on(c, d, b);
}

/// Every point of the way from p to q, `place(i)` for the elements of `way`, lies further on along the straight line.
template <class Way, class Place>
[[nodiscard]] bool leads_on(GridPoint p, GridPoint q, const Way& way, Place place) {
  const std::int64_t dx = std::int64_t{q.x} - p.x, dy = std::int64_t{q.y} - p.y;
  std::int64_t done = 0;
  for (const auto& i : way) {
    const GridPoint v = place(i);
    const std::int64_t along = (std::int64_t{v.x} - p.x) * dx + (std::int64_t{v.y} - p.y) * dy;
    if (along <= done) return false;
    done = along;
  }
  return done < dx * dx + dy * dy;
}

/// Two ways touch elsewhere than where both end.
[[nodiscard]] inline bool ways_touch(std::span<const GridPoint> way, std::span<const GridPoint> other) {
  for (std::size_t i = 0; i + 1 < way.size(); ++i)
    for (std::size_t j = 0; j + 1 < other.size(); ++j) {
      const GridPoint p = way[i], q = way[i + 1], r = other[j], s = other[j + 1];
      if (q == s && i + 2 == way.size() && j + 2 == other.size()) {
        if (orientation(p, q, r) == 0) return true;
      } else if (p == s && i == 0 && j + 2 == other.size()) {
        if (orientation(q, p, r) == 0) return true;
      } else if (q == r && i + 2 == way.size() && j == 0) {
        if (orientation(p, q, s) == 0) return true;
      } else if (touching(p, q, r, s)) {
        return true;
      }
    }
  return false;
}

}  // namespace wangge
