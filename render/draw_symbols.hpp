/// Point symbols: service centres, gates, buildings known by their point, marks of broken rules; also used by the legend.
#pragma once

#include "render/map_canvas.hpp"

namespace wangge {

void draw_dots(MapCanvas& canvas);
void draw_gates(MapCanvas& canvas);
void draw_centres(MapCanvas& canvas);
void draw_marks(MapCanvas& canvas);

/// Radius of the symbol of a centre, page millimetres; smaller on overviews.
[[nodiscard]] double centre_radius(const MapCanvas& canvas, std::int32_t level);
/// What the symbol covers, for the placement of labels.
[[nodiscard]] Box centre_box(const MapCanvas& canvas, const SheetCentre& centre);
void draw_centre_symbol(SvgWriter& svg, Point at, double radius, std::int32_t level, bool planned);
void draw_gate_symbol(SvgWriter& svg, Point at, double radius);
void draw_mark_symbol(SvgWriter& svg, Point at, double radius);

}  // namespace wangge
