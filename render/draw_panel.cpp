#include "render/draw_panel.hpp"

#include <algorithm>
#include <cstddef>

#include "render/draw_facts.hpp"
#include "render/draw_legend.hpp"
#include "render/draw_table.hpp"
#include "render/map_style.hpp"
#include "render/text_width.hpp"

namespace wangge {

namespace {

constexpr double kGap = 5, kLeastLocator = 34, kMostLocator = 62;

std::string text_of(std::string_view view) { return std::string(view); }

/// Small map of the neighbourhood with the sheet's own community in red.
void draw_locator(MapCanvas& canvas, const Box& box) {
  const double unit = canvas.unit();
  Box ground;
  for (const MultiPolygon& area : canvas.sheet.locator) ground.expand(bounds(area));
  const Box inner{box.min_x + 2 * unit, box.min_y + 8 * unit, box.max_x - 2 * unit, box.max_y - 2 * unit};
  if (ground.empty() || ground.width() <= 0 || ground.height() <= 0 || inner.width() <= 0 || inner.height() <= 0) return;
  const double scale = std::min(inner.width() / ground.width(), inner.height() / ground.height());
  const Point middle = inner.centre(), ground_middle = ground.centre();
  const auto path_of = [&](const MultiPolygon& area) {
    SvgPath path(0.2);
    for (const Polygon& polygon : area) {
      Ring ring;
      for (const Point p : polygon.outer)
        ring.push_back({middle.x + (p.x - ground_middle.x) * scale, middle.y - (p.y - ground_middle.y) * scale});
      path.add_ring(ring);
    }
    return path;
  };
  TextStyle heading;
  heading.size = 3.4 * unit;
  heading.bold = true;
  heading.anchor = TextAnchor::middle;
  canvas.svg.centred_text({box.centre().x, box.min_y + 4.2 * unit}, canvas.words("map_locator"), heading);
  canvas.svg.open("g", {{"fill", "#F4F1EA"}, {"stroke", "#9A958B"}, {"stroke-width", svg_number(0.16 * unit)}});
  for (const MultiPolygon& area : canvas.sheet.locator) canvas.svg.path(path_of(area));
  canvas.svg.close();
  const std::int32_t focus = canvas.sheet.locator_focus;
  if (focus < 0 || static_cast<std::size_t>(focus) >= canvas.sheet.locator.size()) return;
  canvas.svg.path(path_of(canvas.sheet.locator[static_cast<std::size_t>(focus)]), {{"fill", text_of(style::kMagenta)},
                                                                                   {"fill-opacity", "0.75"},
                                                                                   {"stroke", text_of(style::kMagenta)},
                                                                                   {"stroke-width", svg_number(0.3 * unit)}});
}

void draw_box(MapCanvas& canvas, const Box& box) {
  canvas.svg.rectangle(box,
                       {{"fill", "none"}, {"stroke", text_of(style::kInk)}, {"stroke-width", svg_number(0.3 * canvas.unit())}});
}

/// Panel on the right: tables on top, legend at the foot, the locator in what is left between them.
void draw_column(MapCanvas& canvas) {
  const Box& panel = canvas.layout.panel;
  const double unit = canvas.unit();
  const LegendSize legend = legend_size(canvas, panel.width(), 2);
  const Box legend_box{panel.min_x, panel.max_y - legend.height, panel.max_x, panel.max_y};
  double wanted = 0, y = panel.min_y;
  for (const SheetTable& table : canvas.sheet.tables) wanted += wanted_table_height(table, unit) + kGap * unit;
  if (!canvas.sheet.facts.empty()) {
    const double least = std::min(wanted, (legend_box.min_y - y) / 2);
    y += draw_facts(canvas, {panel.min_x, y, panel.max_x, legend_box.min_y - kGap * unit - least}) + kGap * unit;
  }
  const double room = legend_box.min_y - y;
  const double share = wanted > room ? room / wanted : 1;
  for (const SheetTable& table : canvas.sheet.tables) {
    const double height = wanted_table_height(table, unit) * share;
    y += draw_table(canvas, table, {panel.min_x, y, panel.max_x, std::min(y + height, legend_box.min_y - kGap * unit)}) +
         kGap * unit;
  }
  draw_box(canvas, legend_box);
  draw_legend(canvas, legend_box, legend.columns);
  const double left = legend_box.min_y - kGap * unit - y;
  if (canvas.sheet.locator.size() < 2 || left < kLeastLocator * unit) return;
  const Box locator{panel.min_x, legend_box.min_y - kGap * unit - std::min(left, kMostLocator * unit), panel.max_x,
                    legend_box.min_y - kGap * unit};
  draw_box(canvas, locator);
  draw_locator(canvas, locator);
}

/// Panel below the map: tables on the left, legend on the right.
void draw_row_of_boxes(MapCanvas& canvas) {
  const Box& panel = canvas.layout.panel;
  const double unit = canvas.unit();
  LegendSize legend = legend_size(canvas, panel.width() * 0.5, 1);
  if (legend.height > panel.height()) legend = legend_size(canvas, panel.width() * 0.62, 2);
  const Box legend_box{panel.max_x - legend.width, panel.min_y, panel.max_x, panel.max_y};
  draw_box(canvas, legend_box);
  draw_legend(canvas, legend_box, legend.columns);
  const double gap = kGap * unit;
  double right = legend_box.min_x - gap;
  if (canvas.sheet.locator.size() > 1 && right - panel.min_x > panel.height() * 2) {
    const Box locator{right - panel.height() * 0.72, panel.min_y, right, panel.max_y};
    draw_box(canvas, locator);
    draw_locator(canvas, locator);
    right = locator.min_x - gap;
  }
  const double width = right - panel.min_x;
  const double each = (width + gap) / static_cast<double>(canvas.sheet.tables.size()) - gap;
  double x = panel.min_x;
  for (const SheetTable& table : canvas.sheet.tables) {
    draw_table(canvas, table, {x, panel.min_y, x + each, panel.max_y});
    x += each + gap;
  }
}

}  // namespace

void draw_panel(MapCanvas& canvas) {
  if (canvas.layout.panel.empty()) return;
  if (canvas.layout.panel.height() > canvas.layout.panel.width()) {
    draw_column(canvas);
  } else {
    draw_row_of_boxes(canvas);
  }
}

}  // namespace wangge
