#include <algorithm>
#include <cmath>

#include "render/draw_symbols.hpp"
#include "render/join_lines.hpp"
#include "render/label_candidates.hpp"
#include "render/map_labels.hpp"
#include "render/map_style.hpp"
#include "render/text_width.hpp"

namespace wangge {

namespace {

// Names of long streets are repeated, but not more often than the eye needs.
constexpr double kRepeat = 170, kLeastApart = 110;

struct LineWords {
  double priority = label_priority::kRoad;
  double size = 2.4;
  std::string_view colour;
  bool italic = false;
};

void add_name_along(const MapCanvas& canvas, const std::string& name, const MultiPolyline& lines, const LineWords& words,
                    LabelBook& book) {
  if (name.empty()) return;
  const double unit = canvas.unit(), size = words.size * unit;
  const bool han = is_wide_text(name);
  LabelArt art;
  art.lines.push_back({name, size, false, words.italic && !han, words.colour, style::kPaper, han ? size * 0.35 : 0});
  const Box& frame = canvas.layout.map_frame;
  for (const Polyline& joined : join_lines(lines)) {
    const Polyline line = canvas.on_page(joined);
    const Box box = bounds(line);
    if (!box.intersects(frame) || length(line) < art.width()) continue;
    const double seen_width = std::min(box.max_x, frame.max_x) - std::max(box.min_x, frame.min_x);
    const double seen_height = std::min(box.max_y, frame.max_y) - std::max(box.min_y, frame.min_y);
    const int times = 1 + static_cast<int>(std::hypot(seen_width, seen_height) / (kRepeat * unit));
    for (int i = 0; i < times; ++i) {
      MapLabel label;
      label.request.priority = words.priority;
      label.request.group = book.group_of(name);
      label.request.apart = kLeastApart * unit;
      add_variant(label, art, line_candidates(line, {art.width(), size * 1.1, han, (i + 0.5) / times}, frame));
      book.labels.push_back(std::move(label));
    }
  }
}

void add_barrier_labels(const MapCanvas& canvas, LabelBook& book) {
  const bool overview = canvas.layout.denominator > 20000;
  for (const SheetBarrier& barrier : canvas.sheet.barriers) {
    LineWords words{label_priority::kMainRoad, overview ? 2.0 : 2.9, style::kInk, false};
    if (barrier.look == BarrierLook::river) words = {label_priority::kRiver, overview ? 2.6 : 3.3, style::kWaterInk, true};
    if (barrier.look == BarrierLook::wall || barrier.look == BarrierLook::other) {
      words = {label_priority::kRoad, 2.0, style::kQuietInk, false};
    }
    add_name_along(canvas, barrier.name, barrier.lines, words, book);
  }
}

/// Overviews name the higher centres only; sheets without grids have room for one level more.
std::int32_t lowest_named_level(const MapCanvas& canvas) {
  const double denominator = canvas.layout.denominator * (canvas.sheet.grids.empty() ? 0.5 : 1);
  return denominator > 40000 ? 2 : denominator > 12000 ? 3 : denominator > 8000 ? 4 : 5;
}

}  // namespace

void add_line_labels(const MapCanvas& canvas, LabelBook& book) {
  add_barrier_labels(canvas, book);
  if (canvas.layout.denominator > style::kRoadNameScale) return;
  const double size = canvas.symbol_width(9, 1.6, 2.5) / canvas.unit();
  for (const SheetRoad& road : canvas.sheet.roads) {
    if (!road.show_name || !canvas.shows(road.lines)) continue;
    add_name_along(canvas, road.name, road.lines, {label_priority::kRoad, size, style::kQuietInk, false}, book);
  }
}

void add_centre_labels(const MapCanvas& canvas, LabelBook& book) {
  const bool overview = canvas.layout.denominator > 20000;
  const std::int32_t lowest = lowest_named_level(canvas);
  for (const SheetCentre& centre : canvas.sheet.centres) {
    const std::int32_t level = std::clamp(centre.level, 1, 5);
    if (centre.name.empty() || level > lowest || !canvas.visible.contains(centre.point)) continue;
    const double size = (overview ? 2.3 - 0.25 * level : 3.4 - 0.28 * level) * canvas.unit();
    MapLabel label;
    label.request.priority = label_priority::kCentre + level * 0.1;
    const Box symbol = centre_box(canvas, centre);
    const double radius = std::max(symbol.width(), symbol.height()) / 2 + 0.3;
    for (const std::vector<std::string>& lines : {std::vector<std::string>{centre.name}, in_two_lines(centre.name)}) {
      LabelArt art = plain_art(lines, size, true, style::kCentre);
      std::vector<LabelCandidate> candidates = point_candidates(symbol.centre(), radius, art.width(), art.height());
      add_variant(label, std::move(art), std::move(candidates));
    }
    book.labels.push_back(std::move(label));
  }
}

}  // namespace wangge
