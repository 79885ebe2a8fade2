/// Triangles of free land that are cut as one, because the edges between them are open.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "algorithms/cells/triangulation.hpp"

namespace wangge {

/// Begins at the westernmost corner, so that it does not matter how triangles are numbered.
inline void turn_to_west(const Triangulation& mesh, std::vector<std::int32_t>& sides) {
  const auto west = std::min_element(sides.begin(), sides.end(), [&](std::int32_t a, std::int32_t b) {
    return mesh.point(mesh.origin(a)) < mesh.point(mesh.origin(b));
  });
  std::rotate(sides.begin(), west, sides.end());
}

/// Half-edges round the triangles that open edges join to one of which h is a side, counter-clockwise from the westernmost
/// corner. Every triangle has a side.
template <class IsOpen>
void sides_of_face(const Triangulation& mesh, std::int32_t h, const IsOpen& is_open, std::vector<std::int32_t>& sides) {
  sides.clear();
  std::int32_t side = h;
  do {
    sides.push_back(side);
    side = Triangulation::next(side);
    while (is_open(side)) side = Triangulation::next(mesh.twin(side));
  } while (side != h);
  turn_to_west(mesh, sides);
}

/// p lies left of the line from a to b, and not so near to it that rounding could matter.
[[nodiscard]] inline bool well_left_of(GridPoint a, GridPoint b, GridPoint p) {
  const auto twice = static_cast<double>(orientation(a, b, p));
  return twice > 0 && twice * twice >= 9 * static_cast<double>(squared_distance(a, b));  // 3 mm from it, without a root
}

}  // namespace wangge
