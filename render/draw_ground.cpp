#include "render/draw_ground.hpp"

#include <algorithm>
#include <cstddef>

#include "render/map_style.hpp"

namespace wangge {

namespace {

std::string text_of(std::string_view view) { return std::string(view); }

void draw_pattern(MapCanvas& canvas, std::string_view id, double step, std::string_view colour, double width) {
  const std::string side = svg_number(step * canvas.unit());
  canvas.svg.open("pattern", {{"id", text_of(id)},
                              {"width", side},
                              {"height", side},
                              {"patternUnits", "userSpaceOnUse"},
                              {"patternTransform", "rotate(45)"}});
  canvas.svg.empty_element(
      "path", {{"d", "M0 0V" + side}, {"stroke", text_of(colour)}, {"stroke-width", svg_number(width * canvas.unit())}});
  canvas.svg.close();
}

void draw_grid(MapCanvas& canvas, std::size_t number) {
  const SheetGrid& grid = canvas.sheet.grids[number];
  const std::string fill = text_of(kGridFill[static_cast<std::size_t>(canvas.grid_colours[number]) % kGridFill.size()]);
  const SvgPath path = canvas.path(grid.area);
  if (!canvas.options.interactive) {
    canvas.svg.path(path, {{"fill", fill}});
    return;
  }
  const std::string kind = canvas.words("map_kind_" + to_text(grid.kind)),
                    status = canvas.words("map_status_" + to_text(grid.status));
  canvas.svg.path(path, {{"fill", fill},
                         {"class", "grid"},
                         {"tabindex", "0"},
                         {"data-code", grid.code},
                         {"data-name", grid.name},
                         {"data-kind", kind},
                         {"data-households", with_commas(grid.households.value())},
                         {"data-population", grid.population > 0 ? with_decimals(grid.population, 0) : ""},
                         {"data-buildings", std::to_string(grid.buildings)},
                         {"data-compounds", std::to_string(grid.compounds)},
                         {"data-status", status}});
}

}  // namespace

void write_definitions(MapCanvas& canvas) {
  canvas.svg.open("defs");
  canvas.svg.open("clipPath", {{"id", "map-frame"}});
  canvas.svg.rectangle(canvas.layout.map_frame, {});
  canvas.svg.close();
  draw_pattern(canvas, "exclusive", 2.4, style::kMagenta, 0.22);
  draw_pattern(canvas, "gap", 1.6, style::kUncovered, 0.18);
  canvas.svg.close();
}

void draw_land(MapCanvas& canvas) { canvas.svg.rectangle(canvas.layout.map_frame, {{"fill", text_of(style::kLand)}}); }

void draw_bands(MapCanvas& canvas) {
  // The largest first. Each radius is drawn twice: with its outline, then without. The second pass hides the outlines of polygons
  // inside others, what is left is the outline of the union, without any union having to be computed.
  for (std::size_t i = canvas.sheet.bands.size(); i-- > 0;) {
    const std::size_t colour = std::min(i, style::kBandFill.size() - 1);
    const SvgPath path = canvas.path(canvas.sheet.bands[i].area);
    canvas.svg.path(
        path,
        {{"fill", "none"}, {"stroke", text_of(style::kBandEdge[colour])}, {"stroke-width", svg_number(0.7 * canvas.unit())}});
    canvas.svg.path(path, {{"fill", text_of(style::kBandFill[colour])}, {"fill-rule", "nonzero"}});
  }
}

void draw_grid_fills(MapCanvas& canvas) {
  if (canvas.sheet.grids.empty()) return;
  canvas.svg.open("g", {{"fill-rule", "evenodd"}, {"id", "grids"}});
  for (std::size_t i = 0; i < canvas.sheet.grids.size(); ++i) {
    if (canvas.shows(canvas.sheet.grids[i].area)) draw_grid(canvas, i);
  }
  canvas.svg.close();
}

void draw_exclusive_hatch(MapCanvas& canvas) {
  canvas.svg.open("g",
                  {{"fill", "url(#exclusive)"}, {"fill-opacity", "0.45"}, {"fill-rule", "evenodd"}, {"pointer-events", "none"}});
  for (const SheetGrid& grid : canvas.sheet.grids) {
    if (grid.kind == GridKind::exclusive && canvas.shows(grid.area)) canvas.svg.path(canvas.path(grid.area));
  }
  canvas.svg.close();
}

void draw_compounds(MapCanvas& canvas) {
  if (canvas.layout.denominator > style::kCompoundScale) return;
  canvas.svg.open("g", {{"fill", "none"},
                        {"stroke", text_of(style::kWall)},
                        {"stroke-width", svg_number(canvas.symbol_width(0.5, 0.14, 0.28))},
                        {"pointer-events", "none"}});
  AreaList areas;
  for (const SheetCompound& compound : canvas.sheet.compounds) areas.push_back(&compound.area);
  canvas.svg.path(canvas.path(areas));
  canvas.svg.close();
}

void draw_footprints(MapCanvas& canvas) {
  const double most = canvas.sheet.footprints_plain ? style::kPlainFootprintScale : style::kFootprintScale;
  if (canvas.layout.denominator > most) return;
  const std::string thin = svg_number(canvas.symbol_width(0.25, 0.05, 0.13));
  canvas.svg.open(
      "g",
      {{"stroke", text_of(style::kFootprintEdge)}, {"stroke-width", thin}, {"fill-rule", "nonzero"}, {"pointer-events", "none"}});
  // One path a fill: outer rings and holes turn in opposite ways, so that footprints may overlap; the uncovered ones come last
  // and on top.
  for (std::size_t use = 0; use <= style::kFootprintFill.size(); ++use) {
    const bool uncovered = use == style::kFootprintFill.size();
    if (canvas.sheet.footprints_plain && !uncovered && use > 0) continue;
    const std::string_view fill = uncovered                       ? style::kUncovered
                                  : canvas.sheet.footprints_plain ? style::kPlainFootprint
                                                                  : style::kFootprintFill[use];
    AreaList areas;
    for (const SheetFootprint& footprint : canvas.sheet.footprints) {
      const bool same = footprint.uncovered
                            ? uncovered
                            : !uncovered && (canvas.sheet.footprints_plain || static_cast<std::size_t>(footprint.use) == use);
      if (same) areas.push_back(&footprint.area);
    }
    canvas.svg.path(canvas.path(areas),
                    {{"fill", text_of(fill)}, {"stroke", text_of(uncovered ? style::kUncovered : style::kFootprintEdge)}});
  }
  canvas.svg.close();
}

void draw_cells(MapCanvas& canvas) {
  if (canvas.layout.denominator > style::kCellScale) return;
  canvas.svg.open("g", {{"fill", "none"},
                        {"stroke", text_of(style::kQuietInk)},
                        {"stroke-opacity", "0.65"},
                        {"stroke-width", svg_number(0.07 * canvas.unit())},
                        {"pointer-events", "none"}});
  AreaList areas;
  for (const MultiPolygon& cell : canvas.sheet.cells)
    if (canvas.shows(cell)) areas.push_back(&cell);
  MultiPolyline borders;  // of two cells once
  for (BorderLine& border : find_borders(areas).lines) borders.push_back(std::move(border.line));
  canvas.svg.path(canvas.path(borders));
  canvas.svg.close();
}

void draw_gaps(MapCanvas& canvas) {
  canvas.svg.open("g", {{"fill", "url(#gap)"},
                        {"fill-opacity", "0.55"},
                        {"stroke", text_of(style::kUncovered)},
                        {"stroke-width", svg_number(0.22 * canvas.unit())},
                        {"fill-rule", "evenodd"}});
  for (const MultiPolygon& gap : canvas.sheet.gaps) {
    if (canvas.shows(gap)) canvas.svg.path(canvas.path(gap));
  }
  canvas.svg.close();
}

void draw_veil(MapCanvas& canvas) {
  const MultiPolygon* subject = focus_area(canvas.sheet);
  if (subject == nullptr) return;
  const Box& frame = canvas.layout.map_frame;
  SvgPath path;
  path.add_ring(std::vector<Point>{
      {frame.min_x, frame.min_y}, {frame.max_x, frame.min_y}, {frame.max_x, frame.max_y}, {frame.min_x, frame.max_y}});
  for (const Polygon& polygon : canvas.on_page(*subject)) {
    path.add_ring(polygon.outer);
    for (const Ring& hole : polygon.holes) path.add_ring(hole);
  }
  canvas.svg.path(
      path, {{"fill", text_of(style::kPaper)}, {"fill-opacity", "0.6"}, {"fill-rule", "evenodd"}, {"pointer-events", "none"}});
}

}  // namespace wangge
