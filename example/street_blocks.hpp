/// Cuts the cells between arterials into superblocks, street blocks and small blocks by streets of falling class.
/// Guarantees: every street is joined to another street at one end at least; no block is thinner than 45 m by a cut.
/// Source of the spacing: GB 50180-2018 6.0.2-6.0.3 and measured street nets (secondary 550-800 m, tertiary 350-500 m).
#pragma once

#include <cstdint>
#include <vector>

#include "example/skeleton.hpp"

namespace wangge::example {

/// Numbers the cells and cuts them by secondary streets; areas of the cells in hectares.
[[nodiscard]] std::vector<double> cut_superblocks(Skeleton& skeleton, std::uint64_t seed);
/// Tertiary streets, by the district type of each face; areas of the street blocks in hectares.
[[nodiscard]] std::vector<double> cut_street_blocks(Skeleton& skeleton, std::uint64_t seed);
/// Local streets inside the street blocks.
void cut_local_streets(Skeleton& skeleton, std::uint64_t seed);

/// Areas of the two pieces a cut would leave (left of from->to first).
struct CutPieces {
  double left = 0, right = 0;
  double left_frontage = 0, right_frontage = 0;  ///< metres on streets that may hold gates
};
[[nodiscard]] CutPieces measure(const StreetMesh& mesh, int face, const Cut& cut);
[[nodiscard]] double face_hectares(const StreetMesh& mesh, int face);

}  // namespace wangge::example
