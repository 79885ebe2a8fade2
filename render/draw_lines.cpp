#include "render/draw_lines.hpp"

#include <algorithm>
#include <cstddef>
#include <set>

#include "render/map_style.hpp"

namespace wangge {

namespace {

std::string text_of(std::string_view view) { return std::string(view); }

double road_width(const SheetRoad& road, const MapCanvas& canvas) {
  return road.name.empty() ? canvas.symbol_width(3, 0.16, 0.9) : canvas.symbol_width(9, 0.4, 2.6);
}

bool draws(const SheetRoad& road, const MapCanvas& canvas) {
  return canvas.layout.denominator <= (road.name.empty() ? style::kUnnamedRoadScale : style::kNamedRoadScale) &&
         canvas.shows(road.lines);
}

void draw_road_pass(MapCanvas& canvas, bool casing) {
  const std::string_view colour = casing ? style::kRoadCasing : style::kRoadFill;
  canvas.svg.open("g", {{"fill", "none"}, {"stroke", text_of(colour)}, {"stroke-linecap", "round"}});
  // Unnamed paths below named streets.
  for (const bool named : {false, true}) {
    for (const SheetRoad& road : canvas.sheet.roads) {
      if (road.name.empty() == named || !draws(road, canvas)) continue;
      const double width = road_width(road, canvas);
      canvas.svg.path(canvas.path(road.lines), {{"stroke-width", svg_number(casing ? width + 0.14 * canvas.unit() : width)}});
    }
  }
  canvas.svg.close();
}

void draw_barrier_pass(MapCanvas& canvas, BarrierLook look, bool casing) {
  const LineLook lines = line_look(look, canvas);
  const double width = casing ? lines.casing_width : lines.fill_width;
  if (width <= 0) return;
  const std::string colour = text_of(casing ? lines.casing : lines.fill);
  // Dashes of railways are three track widths long, with flat ends.
  const std::string dash = lines.fill_dash.empty() || casing ? "none" : svg_number(width * 4) + " " + svg_number(width * 4);
  canvas.svg.open("g", {{"fill", "none"},
                        {"stroke", colour},
                        {"stroke-width", svg_number(width)},
                        {"stroke-dasharray", dash},
                        {"stroke-linecap", lines.fill_dash.empty() ? "round" : "butt"}});
  for (const SheetBarrier& barrier : canvas.sheet.barriers) {
    if (barrier.look != look) continue;
    if (canvas.shows(barrier.lines)) canvas.svg.path(canvas.path(barrier.lines));
    if (look != BarrierLook::river && canvas.shows(barrier.area)) {
      canvas.svg.path(canvas.path(barrier.area), {{"stroke-width", svg_number(casing ? 0.25 * canvas.unit() : 0)},
                                                  {"fill", casing ? "none" : colour},
                                                  {"stroke-dasharray", "none"}});
    }
  }
  canvas.svg.close();
}

/// The district of the community on one side; empty outside.
std::string district_of(const MapCanvas& canvas, std::int32_t community) {
  return community < 0 ? std::string() : canvas.sheet.communities[static_cast<std::size_t>(community)].district;
}

bool divides_districts(const MapCanvas& canvas, const BorderLine& border) {
  return district_of(canvas, border.a) != district_of(canvas, border.b);
}

void draw_border_group(MapCanvas& canvas, bool districts, double width, bool with_band) {
  SvgPath path(0.06);
  for (const BorderLine& border : canvas.community_borders.lines) {
    if (divides_districts(canvas, border) != districts || !bounds(border.line).intersects(canvas.visible)) continue;
    path.add_line(canvas.on_page(border.line));
  }
  if (with_band) {
    canvas.svg.path(
        path, {{"stroke", text_of(style::kCommunityBand)}, {"stroke-width", svg_number(width * 4)}, {"stroke-opacity", "0.5"}});
  }
  canvas.svg.path(path,
                  {{"stroke", text_of(style::kPaper)}, {"stroke-width", svg_number(width * 1.7)}, {"stroke-opacity", "0.75"}});
  canvas.svg.path(
      path, {{"stroke", text_of(style::kCommunity)}, {"stroke-width", svg_number(width)}, {"stroke-dasharray", dash_dot(width)}});
}

}  // namespace

std::string dash_dot(double width) {
  return svg_number(width * 8) + " " + svg_number(width * 2.4) + " " + svg_number(width * 1.2) + " " + svg_number(width * 2.4);
}

void draw_water(MapCanvas& canvas) {
  canvas.svg.open("g", {{"fill", text_of(style::kWater)},
                        {"stroke", text_of(style::kWaterEdge)},
                        {"stroke-width", svg_number(0.14 * canvas.unit())},
                        {"fill-rule", "evenodd"}});
  for (const SheetBarrier& barrier : canvas.sheet.barriers) {
    if (barrier.look == BarrierLook::river && canvas.shows(barrier.area)) canvas.svg.path(canvas.path(barrier.area));
  }
  canvas.svg.close();
  draw_barrier_pass(canvas, BarrierLook::river, false);
}

void draw_roads(MapCanvas& canvas) {
  for (const bool casing : {true, false}) {
    draw_road_pass(canvas, casing);
    draw_barrier_pass(canvas, BarrierLook::main_road, casing);
  }
  for (const bool casing : {true, false}) draw_barrier_pass(canvas, BarrierLook::expressway, casing);
}

void draw_railways(MapCanvas& canvas) {
  for (const bool casing : {true, false}) draw_barrier_pass(canvas, BarrierLook::railway, casing);
}

void draw_walls(MapCanvas& canvas) {
  draw_barrier_pass(canvas, BarrierLook::wall, false);
  draw_barrier_pass(canvas, BarrierLook::other, false);
}

void draw_grid_borders(MapCanvas& canvas) {
  SvgPath path(0.06);
  for (const BorderLine& border : canvas.grid_borders.lines) {
    if (bounds(border.line).intersects(canvas.visible)) path.add_line(canvas.on_page(border.line));
  }
  const double width = std::clamp(canvas.grid_mm * 0.02, 0.06, 0.6) * canvas.unit();
  // Thousands of tiny grids would turn the middle of a city into a magenta spot.
  const std::string opacity = canvas.grid_mm < 4 ? "0.65" : "1";
  canvas.svg.path(path, {{"fill", "none"},
                         {"stroke", text_of(style::kMagenta)},
                         {"stroke-width", svg_number(width)},
                         {"stroke-opacity", opacity},
                         {"pointer-events", "none"}});
}

void draw_old_borders(MapCanvas& canvas) {
  if (canvas.sheet.old_grids.empty()) return;
  const double width = std::clamp(canvas.grid_mm * 0.012, 0.06, 0.45) * canvas.unit();
  canvas.svg.open("g", {{"fill", "none"},
                        {"stroke", text_of(style::kOldBorder)},
                        {"stroke-width", svg_number(width)},
                        {"stroke-dasharray", svg_number(width * 5) + " " + svg_number(width * 3)},
                        {"pointer-events", "none"},
                        {"id", "old-grids"}});
  AreaList areas;
  for (const MultiPolygon& area : canvas.sheet.old_grids)
    if (canvas.shows(area)) areas.push_back(&area);
  SvgPath path(0.06);
  for (const BorderLine& border : find_borders(areas).lines)  // each once: two dashed lines would make a solid one
    if (bounds(border.line).intersects(canvas.visible)) path.add_line(canvas.on_page(border.line));
  canvas.svg.path(path);
  canvas.svg.close();
}

void draw_community_borders(MapCanvas& canvas) {
  if (canvas.community_borders.lines.empty()) return;
  const double width = std::clamp(canvas.community_mm * 0.014, 0.16, 0.62) * canvas.unit();
  const bool with_band = canvas.community_mm > 30;
  canvas.svg.open("g", {{"fill", "none"}, {"pointer-events", "none"}, {"id", "communities"}});
  std::set<std::string> districts;
  for (const SheetCommunity& community : canvas.sheet.communities) {
    if (!community.area.empty()) districts.insert(community.district);
  }
  const bool several = districts.size() > 1;
  draw_border_group(canvas, false, width, with_band);
  draw_border_group(canvas, true, several ? std::max(width * 1.6, 0.4 * canvas.unit()) : width, with_band || several);
  canvas.svg.close();
}

}  // namespace wangge
