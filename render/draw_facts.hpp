/// Facts in words beside a map: names in a narrow column, what is said about them in as many lines as it takes.
#pragma once

#include "render/map_canvas.hpp"

namespace wangge {

/// Draws the sheet's facts from the top of the box, letters as large as the box allows; what finds no place in the smallest
/// letters is cut and ends in "…". Gives the height used, millimetres.
double draw_facts(MapCanvas& canvas, const Box& box);

}  // namespace wangge
