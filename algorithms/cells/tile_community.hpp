/// Cells of one community: every building with the land that belongs to it. See tiled_community.hpp for the guarantees and
/// label_land.hpp for the rules.
#pragma once

#include "algorithms/cells/arrange_community.hpp"
#include "algorithms/cells/tiled_community.hpp"

namespace wangge {

/// @cost 45 to 56 microseconds a building (bench/cells_bench): real footprints without compounds to the sample city with walls.
/// @param ground  where not null: digests by cell, see cut_triangles.hpp.
[[nodiscard]] TiledCommunity tile_community(const CommunityScene& scene, std::vector<std::uint64_t>* ground = nullptr);

}  // namespace wangge
