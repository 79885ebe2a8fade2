/// Order of points along a Hilbert curve: neighbours in the list are neighbours in the plane.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "algorithms/cells/integer_plane.hpp"

namespace wangge {

/// Permutation of 0..n-1; equal keys keep their order. O(n log n).
[[nodiscard]] std::vector<std::size_t> hilbert_order(std::span<const GridPoint> points);

}  // namespace wangge
