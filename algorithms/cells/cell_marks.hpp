/// Digests of single cells: two tilings with equal digests agree on the cell, vertex for vertex.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "algorithms/cells/tiled_community.hpp"

namespace wangge {

/// By cell of one community.
struct CellMarks {
  std::vector<std::uint64_t> id;      ///< of its building, for as long as that is not changed; kLandId
  std::vector<std::uint64_t> ground;  ///< of the triangles its land was made from, see cut_triangles.hpp
  std::vector<std::uint64_t> drawn;   ///< of its borders as they are drawn
};

inline constexpr std::uint64_t kLandId = 1;

/// What stands behind the numbers in segments: equal for equal things, whatever their number.
struct ContentKeys {
  std::vector<std::uint64_t> barrier, exclusive;  ///< by index into the city's vectors
};

/// CellMarks::drawn. @param ring_key  by number of the community's border edges.
[[nodiscard]] std::vector<std::uint64_t> drawn_marks(const TiledCommunity& tiled, std::span<const std::uint64_t> id,
                                                     const ContentKeys& keys, std::span<const std::uint64_t> ring_key);

/// What a border says, seen with one of its sides on the left: places, the cell beyond, what runs along it.
[[nodiscard]] std::uint64_t border_mark(const TiledCommunity& tiled, const BorderSegment& s, bool from_left, std::uint64_t beyond,
                                        const ContentKeys& keys, std::span<const std::uint64_t> ring_key);

}  // namespace wangge
