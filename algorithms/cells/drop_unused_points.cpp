#include "algorithms/cells/drop_unused_points.hpp"

#include <utility>

namespace wangge {

void drop_unused_points(TiledCommunity& tiled) {
  std::vector<std::int32_t> number(tiled.points.size(), -1);
  std::vector<GridPoint> points;
  for (BorderSegment& s : tiled.segments)
    for (std::int32_t* p : {&s.a, &s.b}) {
      std::int32_t& n = number[static_cast<std::size_t>(*p)];
      if (n < 0) {
        n = static_cast<std::int32_t>(points.size());
        points.push_back(tiled.points[static_cast<std::size_t>(*p)]);
      }
      *p = n;
    }
  tiled.points = std::move(points);
}

}  // namespace wangge
