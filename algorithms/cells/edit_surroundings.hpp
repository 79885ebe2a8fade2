/// How much of the tiling at hand an edit is likely to concern.
#pragma once

#include <span>

#include "algorithms/cells/retile_window.hpp"

namespace wangge {

/// The cells that lie at most so many cells away from what was edited, and the buildings of those next to them.
/// @cost a few passes over the borders nearby.
[[nodiscard]] EditWindow edit_surroundings(const Box& edit, int cells, std::span<const KeptTiling> kept);

}  // namespace wangge
