/// Order of points along a Hilbert curve: neighbours in the list are neighbours in the plane.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "algorithms/cells/integer_plane.hpp"

namespace wangge {

/// Permutation of 0..n-1; equal keys keep their order. O(n log n).
[[nodiscard]] std::vector<std::size_t> hilbert_order(std::span<const GridPoint> points);
/// The same within the box low..high; points outside count as on its rim. Equal boxes give equal orders of the points that two
/// sets have in common.
[[nodiscard]] std::vector<std::size_t> hilbert_order(std::span<const GridPoint> points, GridPoint low, GridPoint high);

}  // namespace wangge
