/// The part of a ring that matters to the land inside a box.
#pragma once

#include "algorithms/cells/scene_lines.hpp"

namespace wangge {

/// Keeps every edge of a closed chain whose own box meets the window low..high, whole; what runs on between them is replaced by
/// few edges that miss the window and go round it the same way, so that every place inside the window lies on the same side of
/// the ring as before. Those edges are marked in `beyond` and have no edge owner. A ring without any part inside may vanish.
void keep_in_window(Chain& chain, GridPoint low, GridPoint high);

}  // namespace wangge
