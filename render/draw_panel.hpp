/// The panel beside or below the map: tables, legend, locator map.
#pragma once

#include "render/map_canvas.hpp"

namespace wangge {

void draw_panel(MapCanvas& canvas);

}  // namespace wangge
