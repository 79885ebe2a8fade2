/// Where a building without ground of its own gets its slice (building_slices.hpp).
#pragma once

#include "algorithms/cells/scene_lines.hpp"

namespace wangge {

/// Its point; where that lies outside the community (a footprint across the border, drawn twice), the nearest place half a metre
/// inside.
[[nodiscard]] Point slice_spot(const CommunityScene& scene, std::int32_t building);

}  // namespace wangge
