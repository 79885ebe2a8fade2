/// Layers made of lines: water, roads, railways, walls, borders of grids and communities.
#pragma once

#include "render/map_canvas.hpp"

namespace wangge {

void draw_water(MapCanvas& canvas);
/// Streets and main roads: all casings first, then all fills, so that junctions open into each other.
void draw_roads(MapCanvas& canvas);
void draw_railways(MapCanvas& canvas);
void draw_walls(MapCanvas& canvas);
/// Magenta (品红), every border once.
void draw_grid_borders(MapCanvas& canvas);
/// Outlines of former grids, dashed.
void draw_old_borders(MapCanvas& canvas);
/// Dash-dot over a violet band, every border once; heavier between districts.
void draw_community_borders(MapCanvas& canvas);

/// Dashes in multiples of the width: long, gap, dot, gap.
[[nodiscard]] std::string dash_dot(double width);

}  // namespace wangge
