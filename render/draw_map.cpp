#include "render/draw_map.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include "render/colour_grids.hpp"
#include "render/draw_frame.hpp"
#include "render/draw_ground.hpp"
#include "render/draw_legend.hpp"
#include "render/draw_lines.hpp"
#include "render/draw_panel.hpp"
#include "render/draw_symbols.hpp"
#include "render/map_canvas.hpp"
#include "render/map_labels.hpp"
#include "render/map_style.hpp"

namespace wangge {

namespace {

// Share of the legend that may lie on the subject.
constexpr double kMostHidden = 0.02;

double typical_size_of(const AreaList& areas, const SheetLayout& layout) {
  std::vector<double> sizes;
  for (const MultiPolygon* surface : areas) {
    if (!surface->empty()) sizes.push_back(area(*surface));
  }
  return typical_size(std::move(sizes), layout);
}

std::vector<int> colours_of(const MapSheet& sheet, const Neighbours& neighbours) {
  std::vector<std::int32_t> community;
  bool given = true;
  for (const SheetGrid& grid : sheet.grids) {
    community.push_back(grid.community);
    given &= grid.colour >= 0;
  }
  std::vector<int> colours;
  if (!given) return colour_grids(neighbours, community);
  for (const SheetGrid& grid : sheet.grids) colours.push_back(grid.colour);
  return colours;
}

void set_layout(MapCanvas& canvas, const SheetLayout& layout) {
  AreaList grids, communities;
  for (const SheetGrid& grid : canvas.sheet.grids) grids.push_back(&grid.area);
  for (const SheetCommunity& community : canvas.sheet.communities) communities.push_back(&community.area);
  canvas.layout = layout;
  canvas.visible = layout.visible();
  canvas.grid_mm = typical_size_of(grids, layout);
  canvas.community_mm = typical_size_of(communities, layout);
}

/// A legend without a panel stands in a corner of the map; where every corner would hide the subject, below the map.
LegendPlace place_legend(MapCanvas& canvas) {
  if (!canvas.layout.panel.empty() || canvas.sheet.legend.empty()) return {};
  const LegendPlace corner = legend_corner(canvas);
  if (corner.hidden_share < kMostHidden) return corner;
  const LegendSize size = legend_size(canvas, canvas.layout.outer_frame.width(), 6);
  set_layout(canvas, lay_out(canvas.sheet, size.height));
  return {canvas.layout.strip, size.columns, 0};
}

MapCanvas make_canvas(const MapSheet& sheet, const DrawOptions& options) {
  const SheetLayout layout = lay_out(sheet);
  MapCanvas canvas{sheet, options, layout, SvgWriter(sheet.page.width_mm, sheet.page.height_mm, sheet.title), layout.visible(),
                   {},    {},      {}};
  AreaList grids, communities;
  for (const SheetGrid& grid : sheet.grids) grids.push_back(&grid.area);
  for (const SheetCommunity& community : sheet.communities) communities.push_back(&community.area);
  canvas.grid_borders = find_borders(grids);
  canvas.community_borders = find_borders(communities);
  canvas.grid_colours = colours_of(sheet, canvas.grid_borders.neighbours);
  set_layout(canvas, layout);
  return canvas;
}

void draw_layers(MapCanvas& canvas) {
  canvas.svg.open("g", {{"clip-path", "url(#map-frame)"}, {"id", "map"}});
  draw_land(canvas);
  draw_bands(canvas);
  draw_grid_fills(canvas);
  draw_water(canvas);
  draw_exclusive_hatch(canvas);
  draw_gaps(canvas);
  draw_roads(canvas);
  draw_footprints(canvas);
  draw_cells(canvas);
  draw_compounds(canvas);
  draw_walls(canvas);
  draw_railways(canvas);
  draw_dots(canvas);
  draw_grid_borders(canvas);
  draw_old_borders(canvas);
  draw_veil(canvas);
  draw_community_borders(canvas);
  draw_gates(canvas);
  draw_centres(canvas);
  draw_marks(canvas);
}

/// What labels must not cover: north arrow, legend, centres, marks.
std::vector<Box> obstacles_of(const MapCanvas& canvas, const Box& legend) {
  std::vector<Box> boxes{north_arrow_box(canvas.layout)};
  if (!legend.empty()) boxes.push_back(legend);
  for (const SheetCentre& centre : canvas.sheet.centres) {
    if (canvas.visible.contains(centre.point)) boxes.push_back(centre_box(canvas, centre));
  }
  return boxes;
}

}  // namespace

DrawnMap draw_map_with_counts(const MapSheet& sheet, const DrawOptions& options) {
  MapCanvas canvas = make_canvas(sheet, options);
  const LegendPlace legend = place_legend(canvas);
  canvas.svg.rectangle({0, 0, sheet.page.width_mm, sheet.page.height_mm}, {{"fill", std::string(style::kPaper)}});
  write_definitions(canvas);
  draw_layers(canvas);

  const std::vector<MapLabel> labels = collect_labels(canvas);
  std::vector<LabelRequest> requests;
  for (const MapLabel& label : labels) requests.push_back(label.request);
  const LabelPlacement placement = place_labels(requests, canvas.layout.map_frame, obstacles_of(canvas, legend.box));
  draw_placed_labels(canvas, labels, placement);
  canvas.svg.close();

  if (!legend.box.empty()) {
    canvas.svg.rectangle(legend.box, {{"fill", std::string(style::kPaper)},
                                      {"stroke", std::string(style::kInk)},
                                      {"stroke-width", svg_number(0.25 * canvas.unit())}});
    draw_legend(canvas, legend.box, legend.columns);
  }
  draw_north_arrow(canvas);
  draw_neat_line(canvas);
  draw_title(canvas);
  draw_panel(canvas);
  draw_footer(canvas);
  DrawnMap drawn;
  drawn.labels_placed = static_cast<std::int32_t>(placement.placed.size());
  drawn.labels_shortened = placement.shortened;
  drawn.labels_dropped = placement.dropped;
  drawn.svg = std::move(canvas.svg).finish();
  return drawn;
}

std::string draw_map(const MapSheet& sheet, const DrawOptions& options) { return draw_map_with_counts(sheet, options).svg; }

}  // namespace wangge
