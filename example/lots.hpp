/// Parcels: where lots come first the block is cut by walls and each lot is filled; else the block is filled with rows
/// and then cut along the gaps (rows first, walls second).
/// Guarantees: no wall runs through a house; every lot with houses has at least 20 m of street that can hold a gate.
#pragma once

#include "example/block_filler.hpp"

namespace wangge::example {

/// Fills every block of the draft and makes its lots.
void make_lots(CityDraft& draft, std::uint64_t seed);
/// Cuts lots of more than `households` into faces of about `wanted` along gaps; the lot itself stays one.
void subdivide_large_lots(CityDraft& draft, std::uint64_t seed);

/// Cuts along a gap between houses, recursively, while a piece holds more than 1.4 times what `draw` asks for.
struct GapCutting {
  double wanted_mean = 200;  ///< households, mean of a lognormal
  double sigma = 0.7;
  double least_gap = 4.5;      ///< metres between houses
  double least_frontage = 24;  ///< metres of street each piece keeps; 0 = none needed
};
/// Pieces as faces; the buildings' faces are updated.
[[nodiscard]] std::vector<int> cut_along_gaps(CityDraft& draft, int face, const Frame& frame, const std::vector<int>& buildings,
                                              const GapCutting& how, Random& random);

}  // namespace wangge::example
