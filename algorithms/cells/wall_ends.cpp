#include "algorithms/cells/wall_ends.hpp"

#include <algorithm>
#include <utility>

namespace wangge {

namespace {

constexpr double kBend = 5;  // mm beside the straight line: vertices of one wall are rounded, and near lines are laid on it

/// Does the way from a over p to c run straight on?
bool straight(GridPoint a, GridPoint p, GridPoint c) {
  const auto twice = static_cast<double>(orientation(a, p, c));
  return twice * twice <= kBend * kBend * static_cast<double>(squared_distance(a, c));
}

}  // namespace

std::vector<GridPoint> wall_ends(std::vector<WallPart>& parts, std::span<const GridPoint> points) {
  const auto place = [&](std::int32_t p) { return points[static_cast<std::size_t>(p)]; };
  std::sort(parts.begin(), parts.end(), [](const WallPart& s, const WallPart& t) {
    return std::pair{s.from, s.to} < std::pair{t.from, t.to};
  });
  std::vector<GridPoint> out;
  for (auto first = parts.begin(); first != parts.end();) {
    const auto last = std::find_if(first, parts.end(), [&](const WallPart& s) { return s.from != first->from; });
    const bool goes_on = last - first == 2 && first[0].owners == first[1].owners &&
                         straight(place(first[0].to), place(first->from), place(first[1].to));
    if (!goes_on) out.push_back(place(first->from));
    first = last;
  }
  return out;
}

}  // namespace wangge
