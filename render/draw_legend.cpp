#include "render/draw_legend.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "render/draw_frame.hpp"
#include "render/draw_lines.hpp"
#include "render/draw_symbols.hpp"
#include "render/map_style.hpp"
#include "render/text_width.hpp"

namespace wangge {

namespace {

constexpr double kHeading = 7, kRow = 6, kSymbol = 11, kGap = 2.2, kText = 2.9, kPad = 3;

std::string text_of(std::string_view view) { return std::string(view); }

void draw_line_symbol(MapCanvas& canvas, const Box& box, std::string_view colour, double width, const std::string& dash) {
  const double y = box.centre().y;
  canvas.svg.line(
      {box.min_x, y}, {box.max_x, y},
      {{"fill", "none"}, {"stroke", text_of(colour)}, {"stroke-width", svg_number(width)}, {"stroke-dasharray", dash}});
}

void draw_patch(MapCanvas& canvas, const Box& box, std::string_view fill, std::string_view edge, double width) {
  canvas.svg.rectangle(box, {{"fill", text_of(fill)}, {"stroke", text_of(edge)}, {"stroke-width", svg_number(width)}});
}

void draw_barrier_symbol(MapCanvas& canvas, const Box& box, BarrierLook look) {
  const double unit = canvas.unit();
  if (look == BarrierLook::river) {
    draw_patch(canvas, box, style::kWater, style::kWaterEdge, 0.16 * unit);
    return;
  }
  const LineLook lines = line_look(look, canvas);
  // At most as thick as the entry is high.
  const double shrink = std::min(1.0, 2.4 * unit / std::max({lines.casing_width, lines.fill_width, 0.01}));
  if (lines.casing_width > 0) draw_line_symbol(canvas, box, lines.casing, lines.casing_width * shrink, "none");
  const double width = lines.fill_width * shrink;
  draw_line_symbol(canvas, box, lines.fill, width,
                   lines.fill_dash.empty() ? "none" : svg_number(width * 4) + " " + svg_number(width * 4));
}

void draw_border_symbol(MapCanvas& canvas, const Box& box, bool district) {
  const double unit = canvas.unit(), width = (district ? 0.6 : 0.42) * unit;
  canvas.svg.line({box.min_x, box.centre().y}, {box.max_x, box.centre().y},
                  {{"fill", "none"},
                   {"stroke", text_of(style::kCommunityBand)},
                   {"stroke-width", svg_number(width * 4)},
                   {"stroke-opacity", "0.5"}});
  draw_line_symbol(canvas, box, style::kCommunity, width, dash_dot(width));
}

void draw_number_symbol(MapCanvas& canvas, const Box& box, bool warning) {
  const double unit = canvas.unit();
  TextStyle style;
  style.anchor = TextAnchor::middle;
  style.bold = true;
  if (warning) {
    style.size = 2.7 * unit;
    style.colour = style::kWarning;
    canvas.svg.centred_text(box.centre(), canvas.words("map_households", {"512"}), style);
    return;
  }
  const Point at{box.centre().x, box.centre().y};
  canvas.svg.circle(
      at, 2.2 * unit,
      {{"fill", text_of(style::kPaper)}, {"stroke", text_of(style::kMagenta)}, {"stroke-width", svg_number(0.26 * unit)}});
  style.size = 2.6 * unit;
  canvas.svg.centred_text(at, "03", style);
}

void draw_symbol(MapCanvas& canvas, const LegendEntry& entry, const Box& box) {
  const double unit = canvas.unit();
  const Point middle = box.centre();
  switch (entry.symbol) {
    case LegendSymbol::grid_border: draw_patch(canvas, box, kGridFill[0], style::kMagenta, 0.5 * unit); break;
    case LegendSymbol::grid_fill:
      draw_patch(canvas, box, kGridFill[static_cast<std::size_t>(entry.detail)], style::kMagenta, 0.4 * unit);
      break;
    case LegendSymbol::grid_number: draw_number_symbol(canvas, box, false); break;
    case LegendSymbol::out_of_range: draw_number_symbol(canvas, box, true); break;
    case LegendSymbol::exclusive_grid:
      draw_patch(canvas, box, kGridFill[1], style::kMagenta, 0.5 * unit);
      canvas.svg.rectangle(box, {{"fill", "url(#exclusive)"}, {"fill-opacity", "0.6"}});
      break;
    case LegendSymbol::community_border: draw_border_symbol(canvas, box, false); break;
    case LegendSymbol::district_border: draw_border_symbol(canvas, box, true); break;
    case LegendSymbol::compound: draw_patch(canvas, box, "none", style::kWall, 0.25 * unit); break;
    case LegendSymbol::footprint: {
      const auto use = static_cast<std::size_t>(entry.detail) % style::kFootprintFill.size();
      draw_patch(canvas, box, canvas.sheet.footprints_plain ? style::kPlainFootprint : style::kFootprintFill[use],
                 style::kFootprintEdge, 0.14 * unit);
      break;
    }
    case LegendSymbol::uncovered_footprint: draw_patch(canvas, box, style::kUncovered, style::kUncovered, 0.14 * unit); break;
    case LegendSymbol::uncovered_dot: canvas.svg.circle(middle, 1.1 * unit, {{"fill", text_of(style::kUncovered)}}); break;
    case LegendSymbol::building_dot: canvas.svg.circle(middle, 0.5 * unit, {{"fill", text_of(style::kQuietInk)}}); break;
    case LegendSymbol::barrier: draw_barrier_symbol(canvas, box, static_cast<BarrierLook>(entry.detail)); break;
    case LegendSymbol::road:
      draw_line_symbol(canvas, box, style::kRoadCasing, 1.5 * unit, "none");
      draw_line_symbol(canvas, box, style::kRoadFill, 1.2 * unit, "none");
      break;
    case LegendSymbol::centre: {
      const std::int32_t level = std::abs(entry.detail);
      const double radius = std::min(centre_radius(canvas, level) * (canvas.layout.denominator > 15000 ? 1.4 : 1.0), 2.7 * unit);
      const bool flag = level == 4;
      draw_centre_symbol(canvas.svg, {middle.x - (flag ? radius : 0), middle.y + (flag ? radius * 1.25 : 0)}, radius, level,
                         entry.detail < 0);
      break;
    }
    case LegendSymbol::gate: draw_gate_symbol(canvas.svg, middle, 0.7 * unit); break;
    case LegendSymbol::band: {
      const std::size_t band = std::min(static_cast<std::size_t>(entry.detail), style::kBandFill.size() - 1);
      draw_patch(canvas, box, style::kBandFill[band], style::kBandEdge[band], 0.25 * unit);
      break;
    }
    case LegendSymbol::gap: draw_patch(canvas, box, "url(#gap)", style::kUncovered, 0.22 * unit); break;
    case LegendSymbol::old_border:
      draw_line_symbol(canvas, box, style::kOldBorder, 0.4 * unit, svg_number(2 * unit) + " " + svg_number(1.2 * unit));
      break;
    case LegendSymbol::violation: draw_mark_symbol(canvas.svg, middle, 1.7 * unit); break;
  }
}

double entry_width(const MapCanvas& canvas) {
  double widest = 12;
  for (const LegendEntry& entry : canvas.sheet.legend) widest = std::max(widest, text_width(entry.text, kText));
  return kSymbol + kGap + widest + 1.2;
}

struct Subject {
  Box box;
  const MultiPolygon* area = nullptr;
};

/// What a legend should not hide.
std::vector<Subject> subjects_of(const MapCanvas& canvas) {
  std::vector<Subject> subjects;
  const auto add = [&](const MultiPolygon& area) { subjects.push_back({bounds(area), &area}); };
  if (const MultiPolygon* subject = focus_area(canvas.sheet)) {
    add(*subject);
    return subjects;
  }
  for (const SheetCommunity& community : canvas.sheet.communities) add(community.area);
  for (const SheetGrid& grid : canvas.sheet.grids) add(grid.area);
  return subjects;
}

/// Share of the points of a raster over the box that hit a subject.
double hidden_share(const MapCanvas& canvas, const std::vector<Subject>& subjects, const Box& box) {
  constexpr int kRaster = 9;
  int hits = 0;
  for (int i = 0; i < kRaster * kRaster; ++i) {
    const Point page{box.min_x + box.width() * (i % kRaster) / (kRaster - 1),
                     box.min_y + box.height() * static_cast<double>(i / kRaster) / (kRaster - 1)};
    const Point p = canvas.layout.to_ground(page);
    const bool hit = std::any_of(subjects.begin(), subjects.end(),
                                 [&](const Subject& subject) { return subject.box.contains(p) && contains(*subject.area, p); });
    hits += hit ? 1 : 0;
  }
  return static_cast<double>(hits) / (kRaster * kRaster);
}

}  // namespace

LegendSize legend_size(const MapCanvas& canvas, double room, int most_columns) {
  LegendSize size;
  const double unit = canvas.unit(), wide = entry_width(canvas) * unit;
  size.columns = std::clamp(static_cast<int>((room - kPad * unit) / wide), 1, std::max(1, most_columns));
  const auto count = static_cast<int>(canvas.sheet.legend.size());
  size.columns = std::max(1, std::min(size.columns, count));
  const int rows = (count + size.columns - 1) / size.columns;
  size.width = wide * size.columns + kPad * unit;
  size.height = (kHeading + kRow * rows + kPad * 0.6) * unit;
  return size;
}

void draw_legend(MapCanvas& canvas, const Box& box, int columns) {
  const double unit = canvas.unit();
  TextStyle heading;
  heading.size = 4 * unit;
  heading.bold = true;
  heading.anchor = TextAnchor::middle;
  heading.spacing = is_wide_text(canvas.words("legend")) ? 3 * unit : 0;
  canvas.svg.centred_text({box.centre().x + heading.spacing / 2, box.min_y + kHeading * 0.55 * unit}, canvas.words("legend"),
                          heading);
  const auto count = static_cast<int>(canvas.sheet.legend.size());
  const int rows = (count + columns - 1) / columns;
  const double wide = (box.width() - kPad * unit) / columns;
  TextStyle words;
  words.size = kText * unit;
  for (int i = 0; i < count; ++i) {
    const LegendEntry& entry = canvas.sheet.legend[static_cast<std::size_t>(i)];
    const double left = box.min_x + kPad * unit + wide * (i / rows), y = box.min_y + (kHeading + kRow * (i % rows + 0.5)) * unit;
    draw_symbol(canvas, entry, {left, y - 1.9 * unit, left + kSymbol * unit * 0.86, y + 1.9 * unit});
    const double text_left = left + (kSymbol * 0.86 + kGap) * unit;
    canvas.svg.centred_text({text_left, y}, cut_to_width(entry.text, words.size, left + wide - text_left), words);
  }
}

LegendPlace legend_corner(const MapCanvas& canvas) {
  const Box& frame = canvas.layout.map_frame;
  const double inset = 3 * canvas.unit();
  // Lower corners first, as on most printed maps; the upper right one starts below the north arrow.
  const double below_arrow = north_arrow_box(canvas.layout).max_y + inset;
  const std::vector<Subject> subjects = subjects_of(canvas);
  LegendPlace best;
  double least = -1;
  for (int columns = 1; columns <= 5; ++columns) {
    const LegendSize size = legend_size(canvas, frame.width() * 0.95, columns);
    if (size.columns != columns) break;
    const double left = frame.min_x + inset, right = frame.max_x - inset - size.width, low = frame.max_y - inset - size.height;
    for (const Point corner :
         {Point{right, low}, Point{left, low}, Point{left, frame.min_y + inset}, Point{right, below_arrow}}) {
      const Box box{corner.x, corner.y, corner.x + size.width, corner.y + size.height};
      const double share = hidden_share(canvas, subjects, box), hidden = share * size.width * size.height;
      if (least >= 0 && hidden >= least) continue;
      least = hidden;
      best = {box, columns, share};
    }
  }
  return best;
}

}  // namespace wangge
