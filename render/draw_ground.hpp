/// Layers with a surface, bottom first: bands, grid fills, compounds, water, footprints, cells, veil.
#pragma once

#include "render/map_canvas.hpp"

namespace wangge {

void draw_land(MapCanvas& canvas);
/// All polygons of one radius as one surface with an outline around the union.
void draw_bands(MapCanvas& canvas);
void draw_grid_fills(MapCanvas& canvas);
/// Hatch of exclusive grids (专属网格).
void draw_exclusive_hatch(MapCanvas& canvas);
void draw_compounds(MapCanvas& canvas);
void draw_footprints(MapCanvas& canvas);
void draw_cells(MapCanvas& canvas);
void draw_gaps(MapCanvas& canvas);
/// White veil over everything outside of the community the sheet is about.
void draw_veil(MapCanvas& canvas);

/// Definitions that the layers refer to: clip of the map frame, hatch patterns.
void write_definitions(MapCanvas& canvas);

}  // namespace wangge
