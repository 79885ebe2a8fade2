/// The land of a whole city: cells of every community, with shared vertices along common borders, drawn with few vertices.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "algorithms/cells/scene_lines.hpp"
#include "algorithms/cells/tiled_community.hpp"
#include "core/run_context.hpp"

namespace wangge {

/// One for each scene, in the same order; a community without area has no cells. Equal bytes on any number of threads.
[[nodiscard]] std::vector<TiledCommunity> tile_city(std::span<const CommunityScene> scenes, const RunContext& run);

/// The same. @param ground  where not null: by community and cell the digests of cut_triangles.hpp.
[[nodiscard]] std::vector<TiledCommunity> tile_city(std::span<const CommunityScene> scenes, const RunContext& run,
                                                    std::vector<std::vector<std::uint64_t>>* ground);

}  // namespace wangge
