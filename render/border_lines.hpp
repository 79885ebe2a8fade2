/// Who borders on whom, and every border line exactly once.
/// Borders drawn once keep their dash patterns; neighbours feed colour_grids.
/// Guarantees
///  - two areas are neighbours exactly when they share a stretch of border, not merely a corner;
///  - vertices are equal when they round to the same millimetre; borders where one side has an extra vertex are recognised as
///  long as
///    the lines lie within 5 mm of each other;
///  - deterministic: the order follows the order of the areas.
/// Units: metres. Cost: O(n log n) in the number of vertices.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/geometry.hpp"

namespace wangge {

/// Areas by address, so that callers need not copy polygons out of their records.
using AreaList = std::vector<const MultiPolygon*>;
/// Ascending neighbours of each area; symmetric.
using Neighbours = std::vector<std::vector<std::int32_t>>;

/// A stretch between areas `a` and `b`; b = -1: nothing on the other side.
struct BorderLine {
  std::int32_t a = -1;
  std::int32_t b = -1;
  Polyline line;  ///< metres; first and last point equal where it is a closed ring
};

struct Borders {
  std::vector<BorderLine> lines;
  Neighbours neighbours;
};

[[nodiscard]] Borders find_borders(const AreaList& areas);

}  // namespace wangge
