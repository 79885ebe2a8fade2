/// Where a building without ground of its own gets its slice (building_slices.hpp).
#pragma once

#include <optional>

#include "algorithms/cells/scene_lines.hpp"

namespace wangge {

/// Its point; where that lies outside the community (a footprint across the border, drawn twice), the nearest place half a metre
/// inside.
[[nodiscard]] Point slice_spot(const CommunityScene& scene, std::int32_t building);

/// Which way is in (radians, counter-clockwise from east) for a spot (metres) so near to the border of the community that slices
/// round it would reach beyond.
[[nodiscard]] std::optional<double> way_in(const CommunityScene& scene, Point spot);

}  // namespace wangge
