/// Everything around the map: title, neat line with coordinate marks, north arrow, scale, footnotes.
#pragma once

#include "render/map_canvas.hpp"

namespace wangge {

void draw_title(MapCanvas& canvas);
void draw_neat_line(MapCanvas& canvas);
void draw_north_arrow(MapCanvas& canvas);
void draw_footer(MapCanvas& canvas);
/// What the north arrow covers of the map.
[[nodiscard]] Box north_arrow_box(const SheetLayout& layout);
/// "1 250" : thousands apart by a space, as scales and coordinates are written.
[[nodiscard]] std::string with_spaces(double number);

}  // namespace wangge
