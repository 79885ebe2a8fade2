/// Tables beside the map. Units: page millimetres.
#pragma once

#include "render/map_canvas.hpp"

namespace wangge {

/// Height the table would like to have.
[[nodiscard]] double wanted_table_height(const SheetTable& table, double unit);
/// Draws the table into the box. Rows become narrower down to a readable least; rows beyond that are summed up in a line of
/// words.
/// @return the height used.
double draw_table(MapCanvas& canvas, const SheetTable& table, const Box& box);

}  // namespace wangge
