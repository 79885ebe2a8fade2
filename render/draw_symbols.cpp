#include "render/draw_symbols.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "render/map_style.hpp"

namespace wangge {

namespace {

std::string text_of(std::string_view view) { return std::string(view); }

SvgPath star(Point centre, double radius) {
  std::vector<Point> corners;
  for (int i = 0; i < 10; ++i) {
    const double angle = -1.5707963267948966 + i * 0.6283185307179586, reach = i % 2 == 0 ? radius : radius * 0.4;
    corners.push_back({centre.x + std::cos(angle) * reach, centre.y + std::sin(angle) * reach});
  }
  SvgPath path;
  path.add_ring(corners);
  return path;
}

/// A flag on its pole; the foot of the pole stands on the place.
void draw_flag(SvgWriter& svg, Point foot, double radius, std::string_view fill) {
  const double top = foot.y - radius * 2.7, bottom = top + radius * 1.45;
  SvgPath cloth, pole;
  cloth.add_ring(std::vector<Point>{{foot.x, top},
                                    {foot.x + radius * 2.1, top + radius * 0.1},
                                    {foot.x + radius * 1.6, (top + bottom) / 2},
                                    {foot.x + radius * 2.1, bottom},
                                    {foot.x, bottom}});
  pole.add_line(std::vector<Point>{{foot.x, top}, foot});
  const std::string red = text_of(style::kCentre), white = text_of(style::kPaper);
  svg.path(pole, {{"stroke", white}, {"stroke-width", svg_number(radius * 0.75)}, {"stroke-linecap", "round"}});
  svg.path(cloth,
           {{"fill", text_of(fill)}, {"stroke", white}, {"stroke-width", svg_number(radius * 0.5)}, {"paint-order", "stroke"}});
  svg.path(cloth, {{"fill", text_of(fill)}, {"stroke", red}, {"stroke-width", svg_number(radius * 0.16)}});
  svg.path(pole, {{"stroke", red}, {"stroke-width", svg_number(radius * 0.32)}, {"stroke-linecap", "round"}});
  svg.circle(foot, radius * 0.3, {{"fill", red}});
}

/// Below one where there are so many centres that their symbols would hide the map: each shall have some square centimetres.
double room_for_centres(const MapCanvas& canvas) {
  constexpr double kRoom = 500;  // square millimetres of a map of A3 a centre
  const double room = canvas.layout.map_frame.width() * canvas.layout.map_frame.height() / (canvas.unit() * canvas.unit());
  return std::clamp(std::sqrt(room / (kRoom * std::max<double>(1, static_cast<double>(canvas.sheet.centres.size())))), 0.75, 1.0);
}

}  // namespace

double centre_radius(const MapCanvas& canvas, std::int32_t level) {
  constexpr std::array<double, 5> kRadius = {3.6, 3.0, 2.5, 1.9, 1.3};
  const auto at = static_cast<std::size_t>(std::clamp(level, 1, 5) - 1);
  const double overview = canvas.layout.denominator > 60000 ? 0.5 : canvas.layout.denominator > 15000 ? 0.7 : 1;
  return kRadius[at] * overview * room_for_centres(canvas) * canvas.unit();
}

Box centre_box(const MapCanvas& canvas, const SheetCentre& centre) {
  const Point at = canvas.layout.to_page(centre.point);
  const double radius = centre_radius(canvas, centre.level);
  if (centre.level == 4) return {at.x - radius * 0.4, at.y - radius * 2.9, at.x + radius * 2.3, at.y + radius * 0.4};
  return {at.x - radius, at.y - radius, at.x + radius, at.y + radius};
}

void draw_centre_symbol(SvgWriter& svg, Point at, double radius, std::int32_t level, bool planned) {
  const std::string_view fill = planned ? style::kPaper : style::kCentre, inner = planned ? style::kCentre : style::kPaper;
  if (level == 4) {
    draw_flag(svg, at, radius, fill);
    return;
  }
  svg.circle(at, radius, {{"fill", text_of(style::kPaper)}});
  svg.circle(at, radius * 0.88,
             {{"fill", text_of(fill)}, {"stroke", text_of(style::kCentre)}, {"stroke-width", svg_number(radius * 0.12)}});
  if (level >= 5) {
    svg.circle(at, radius * 0.32, {{"fill", text_of(inner)}});
    return;
  }
  if (level == 1)
    svg.circle(at, radius * 0.74, {{"fill", "none"}, {"stroke", text_of(inner)}, {"stroke-width", svg_number(radius * 0.07)}});
  svg.path(star(at, radius * (level == 1 ? 0.64 : 0.72)), {{"fill", text_of(inner)}});
}

void draw_gate_symbol(SvgWriter& svg, Point at, double radius) {
  svg.rectangle(
      {at.x - radius, at.y - radius, at.x + radius, at.y + radius},
      {{"fill", text_of(style::kPaper)}, {"stroke", text_of(style::kWall)}, {"stroke-width", svg_number(radius * 0.5)}});
}

void draw_mark_symbol(SvgWriter& svg, Point at, double radius) {
  SvgPath triangle, stroke;
  triangle.add_ring(std::vector<Point>{
      {at.x, at.y - radius}, {at.x + radius * 0.9, at.y + radius * 0.7}, {at.x - radius * 0.9, at.y + radius * 0.7}});
  stroke.add_line(std::vector<Point>{{at.x, at.y - radius * 0.45}, {at.x, at.y + radius * 0.15}});
  stroke.add_line(std::vector<Point>{{at.x, at.y + radius * 0.4}, {at.x, at.y + radius * 0.44}});
  svg.path(triangle, {{"fill", "#FFD400"}, {"stroke", text_of(style::kInk)}, {"stroke-width", svg_number(radius * 0.14)}});
  svg.path(stroke, {{"fill", "none"},
                    {"stroke", text_of(style::kInk)},
                    {"stroke-width", svg_number(radius * 0.2)},
                    {"stroke-linecap", "round"}});
}

void draw_dots(MapCanvas& canvas) {
  const double overview = canvas.layout.denominator > 30000 ? 0.5 : 1;
  for (const bool uncovered : {false, true}) {
    canvas.svg.open(
        "g", {{"fill", text_of(uncovered ? style::kUncovered : style::kQuietInk)}, {"fill-opacity", uncovered ? "0.9" : "0.4"}});
    for (const SheetDot& dot : canvas.sheet.dots) {
      if (dot.uncovered != uncovered || !canvas.visible.contains(dot.point)) continue;
      // The area of an uncovered dot tells its households: 100 households = 0.55 mm radius.
      const double households = std::clamp(static_cast<double>(dot.households.value()), 4.0, 900.0);
      const double radius = (uncovered ? 0.55 * std::sqrt(households / 100) + 0.12 : 0.25) * overview * canvas.unit();
      canvas.svg.circle(canvas.layout.to_page(dot.point), radius, {});
    }
    canvas.svg.close();
  }
}

void draw_gates(MapCanvas& canvas) {
  if (canvas.layout.denominator > style::kGateScale) return;
  for (const Point gate : canvas.sheet.gates) {
    if (canvas.visible.contains(gate)) draw_gate_symbol(canvas.svg, canvas.layout.to_page(gate), 0.55 * canvas.unit());
  }
}

void draw_centres(MapCanvas& canvas) {
  // Higher centres on top of lower ones.
  for (std::int32_t level = 5; level >= 1; --level) {
    for (const SheetCentre& centre : canvas.sheet.centres) {
      if (std::clamp(centre.level, 1, 5) != level || !canvas.visible.contains(centre.point)) continue;
      canvas.svg.open("g", {{"class", "centre"}});
      if (canvas.options.interactive) canvas.svg.tooltip(centre.name);
      draw_centre_symbol(canvas.svg, canvas.layout.to_page(centre.point), centre_radius(canvas, level), level, centre.planned);
      canvas.svg.close();
    }
  }
}

void draw_marks(MapCanvas& canvas) {
  for (const SheetMark& mark : canvas.sheet.marks) {
    if (canvas.visible.contains(mark.point)) draw_mark_symbol(canvas.svg, canvas.layout.to_page(mark.point), 1.7 * canvas.unit());
  }
}

}  // namespace wangge
