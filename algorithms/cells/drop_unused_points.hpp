#pragma once

#include "algorithms/cells/tiled_community.hpp"

namespace wangge {

/// Keeps the points that a segment uses, numbered in order of first use.
void drop_unused_points(TiledCommunity& tiled);

}  // namespace wangge
