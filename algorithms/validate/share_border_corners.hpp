/// Puts a corner of one community that lies on the border edge of another (within 5 mm) into that edge as well, so that common
/// borders run between the same corners on both sides and their cells can share vertices.
#pragma once

#include <vector>

#include "core/city.hpp"

namespace wangge {

/// @return the communities' areas with the added corners, rounded to 1 mm; order and number of polygons unchanged.
[[nodiscard]] std::vector<MultiPolygon> share_border_corners(const std::vector<Community>& communities);

}  // namespace wangge
