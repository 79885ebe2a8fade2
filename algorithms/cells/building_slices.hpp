/// Ground for buildings that have none of their own: points, stacked points, duplicates, footprints wholly covered by smaller
/// ones. Each gets a small diamond at its point, or a slice of one where several stand on the same spot, so that every
/// building has a cell that touches its point.
#pragma once

#include <span>
#include <vector>

#include "algorithms/cells/integer_plane.hpp"

namespace wangge {

/// One small ring per spot of `spots`, in that order; counter-clockwise, at least 2 mm and at most 300 mm across from the
/// spot, less where another spot is near. Rings of different spots do not overlap.
[[nodiscard]] std::vector<std::vector<GridPoint>> building_slices(std::span<const GridPoint> spots);

}  // namespace wangge
