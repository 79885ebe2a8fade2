/// Ground for buildings that have none of their own: points, stacked points, duplicates, footprints wholly covered by smaller
/// ones. Each gets a small diamond at its point, or a slice of one where several stand on the same spot or some
/// millimetres apart, so that every building has a cell that touches its point, or comes as near as they stand to one another.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "algorithms/cells/integer_plane.hpp"

namespace wangge {

/// For a place on the border of the community, or so near that a ring round it would reach beyond: which way is in: radians,
/// counter- clockwise from east.
using WayIn = std::function<std::optional<double>(GridPoint)>;

/// One small ring per spot of `spots`, in that order; counter-clockwise, at most 300 mm across from the spot (more where dozens
/// share one), less where another spot is near. Rings of different spots do not overlap. `way_in` is asked for shared spots only.
[[nodiscard]] std::vector<std::vector<GridPoint>> building_slices(std::span<const GridPoint> spots, const WayIn& way_in);

}  // namespace wangge
