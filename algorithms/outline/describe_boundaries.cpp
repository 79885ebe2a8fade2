#include "algorithms/outline/describe_boundaries.hpp"

#include <cmath>
#include <map>

namespace wangge {

std::vector<std::array<std::string, 4>> describe_boundaries(
    const TiledCommunity& tiled, std::span<const std::int32_t> group, std::size_t groups, std::span<const Point> centre,
    const std::function<std::string(const BorderSegment&, bool)>& name_of) {
  std::vector<std::array<std::map<std::string, double>, 4>> metres(groups);
  auto add = [&](std::int32_t g, const BorderSegment& s, bool left_is_inside) {
    const Point a = tiled.frame.to_metres(tiled.points[static_cast<std::size_t>(s.a)]),
                b = tiled.frame.to_metres(tiled.points[static_cast<std::size_t>(s.b)]);
    const Point d = (a + b) * 0.5 - centre[static_cast<std::size_t>(g)];
    const std::size_t side = std::abs(d.x) >= std::abs(d.y) ? (d.x >= 0 ? 0 : 2) : (d.y < 0 ? 1 : 3);
    metres[static_cast<std::size_t>(g)][side][name_of(s, left_is_inside)] += distance(a, b);
  };
  auto of = [&](std::int32_t cell) { return cell < 0 ? -1 : group[static_cast<std::size_t>(cell)]; };
  for (const BorderSegment& s : tiled.segments) {
    const std::int32_t left = of(s.left), right = of(s.right);
    if (left == right) continue;
    if (left >= 0) add(left, s, true);
    if (right >= 0) add(right, s, false);
  }
  std::vector<std::array<std::string, 4>> out(groups);
  for (std::size_t g = 0; g < groups; ++g)
    for (std::size_t side = 0; side < 4; ++side) {
      double longest = 0;
      for (const auto& [name, length] : metres[g][side])
        if (!name.empty() && length > longest) longest = length, out[g][side] = name;
    }
  return out;
}

}  // namespace wangge
