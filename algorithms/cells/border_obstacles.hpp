#pragma once

#include <vector>

#include "algorithms/cells/scene_lines.hpp"
#include "algorithms/cells/tiled_community.hpp"

namespace wangge {

/// What a border may not be drawn over: the vertices of all borders in the order of `tiled.points`, then the corners of
/// footprints, the places of buildings that have a mere slice of ground, and the ends of walls between footprints.
[[nodiscard]] std::vector<GridPoint> border_obstacles(const TiledCommunity& tiled, const CommunityScene& scene);

}  // namespace wangge
