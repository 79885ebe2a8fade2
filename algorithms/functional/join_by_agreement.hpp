/// Pieces of a community joined into groups by how far the old functional layers agree about them.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

namespace wangge {

/// What the layers say about a piece: by layer, old grid -> its share of the piece's mass (-1 = in none of this layer's grids).
struct LayeredPiece {
  std::int64_t households = 0;
  std::int64_t mass = 0;  ///< > 0: a thousand a household and one a building, so that empty buildings have a say
  std::vector<std::map<std::int32_t, std::int64_t>> of_layer;  ///< mass by old grid
  bool apart = false;                                          ///< never joined
};

struct AgreementRule {
  std::vector<double> weight;  ///< by layer
  std::int64_t min_households = 0, max_households = 0;
};

/// Agreement of two pieces: the chance that a household of one and one of the other share an old grid, in a layer drawn by its
/// weight. Two groups are joined, those that agree most first (then those of fewer households, then the earlier ones),
///  1. while they agree by more than a half and hold the maximum together at most;
///  2. then a group under the minimum, the smallest first, with the one it agrees with most, if at all, under the same maximum.
/// One layer, or several equal ones, come out as they are but for what is under the minimum.
/// @return group of every piece, numbered by their first piece. @cost near linear in the pairs of pieces that share an old grid.
[[nodiscard]] std::vector<std::int32_t> join_by_agreement(const std::vector<LayeredPiece>& pieces, const AgreementRule& rule);

}  // namespace wangge
