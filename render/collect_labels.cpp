#include <algorithm>
#include <cmath>
#include <cstddef>

#include "render/draw_symbols.hpp"
#include "render/join_lines.hpp"
#include "render/label_candidates.hpp"
#include "render/map_labels.hpp"
#include "render/map_style.hpp"
#include "render/text_width.hpp"

namespace wangge {

namespace {

// Order of importance; smaller is placed first.
constexpr double kPlaceName = 1, kGrid = 2, kCentre = 3, kCommunity = 4, kRiver = 5, kMainRoad = 6, kRoad = 7, kCompound = 8;
constexpr double kLeastReadable = 1.25;  // millimetres of em on paper: 3.5 pt

/// Circle with number, households below; the size goes with the room that grids have on this sheet.
LabelArt grid_art(const MapCanvas& canvas, const SheetGrid& grid, double size, bool badge, bool households, bool name) {
  LabelArt art;
  const bool exclusive = grid.kind == GridKind::exclusive;
  const std::string_view edge = style::kMagenta;
  if (badge) {
    art.badge = std::max(size * 0.82, text_width(grid.label, size) * 0.5 + size * 0.3);
    art.badge_fill = exclusive ? edge : style::kPaper;
    art.badge_edge = edge;
  }
  art.lines.push_back(
      {grid.label, size, true, false, badge && exclusive ? style::kPaper : style::kInk, badge ? "" : style::kPaper, 0});
  if (households) {
    const bool wrong = grid.status != GridStatus::ok;
    const std::string words = canvas.words("map_households", {std::to_string(grid.households.value())});
    art.lines.push_back({words, size * 0.76, wrong, false, wrong ? style::kWarning : style::kInk, style::kPaper, 0});
  }
  if (name && !grid.name.empty()) art.lines.push_back({grid.name, size * 0.66, false, false, style::kInk, style::kPaper, 0});
  return art;
}

bool in_focus(const MapCanvas& canvas, const SheetGrid& grid) {
  return canvas.sheet.focus_community < 0 || grid.community == canvas.sheet.focus_community;
}

void add_grid_label(const MapCanvas& canvas, const SheetGrid& grid, std::vector<MapLabel>& labels) {
  const double unit = canvas.unit(), size = std::clamp(canvas.grid_mm * 0.13, 1.45, 5.4) * unit;
  const MultiPolygon area = canvas.on_page(grid.area);
  const Box box = bounds(area);
  if (std::max(box.width(), box.height()) < kLeastReadable) return;
  const std::vector<InnerPlace> places = inner_places(area);
  if (places.empty()) return;
  MapLabel label;
  label.request.priority = kGrid;
  const bool focus = in_focus(canvas, grid), exclusive = grid.kind == GridKind::exclusive, badge = size > 1.9 * unit;
  const auto offer = [&](LabelArt art) {
    std::vector<LabelCandidate> candidates = area_candidates(area, places, art.width() + 0.3, art.height() + 0.2);
    add_variant(label, std::move(art), std::move(candidates));
  };
  const bool one_community = canvas.sheet.focus_community >= 0;
  if (focus) {
    if (exclusive && !grid.name.empty()) offer(grid_art(canvas, grid, size, badge, grid.households.value() > 0, true));
    const bool households = !exclusive || grid.households.value() > 0;
    offer(grid_art(canvas, grid, size, badge, households, false));
    if (size * 0.72 > kLeastReadable) offer(grid_art(canvas, grid, size * 0.72, badge, households, false));
    if (size * 0.72 > kLeastReadable) offer(grid_art(canvas, grid, size * 0.72, badge, false, false));
  }
  const double least = std::max(size * 0.6, kLeastReadable);
  offer(grid_art(canvas, grid, least, false, false, false));
  if (focus && one_community) {
    // The grids a sheet is about are always numbered: the number may cross the border of a grid too narrow for it.
    LabelArt art = grid_art(canvas, grid, std::max(size * 0.6, 1.8 * unit), true, false, false);
    std::vector<LabelCandidate> candidates{box_at(places.front().at, art.width(), art.height())};
    for (LabelCandidate& other : point_candidates(candidates.front().at, 0.5, art.width(), art.height()))
      candidates.push_back(std::move(other));
    add_variant(label, std::move(art), std::move(candidates));
  }
  labels.push_back(std::move(label));
}

void add_community_labels(const MapCanvas& canvas, std::vector<MapLabel>& labels) {
  const double size = std::clamp(canvas.community_mm * 0.05, 1.7, 4.6) * canvas.unit();
  for (std::size_t i = 0; i < canvas.sheet.communities.size(); ++i) {
    const SheetCommunity& community = canvas.sheet.communities[i];
    // The sheet's own community is named in the title.
    if (community.name.empty() || !canvas.shows(community.area) || static_cast<std::int32_t>(i) == canvas.sheet.focus_community)
      continue;
    const MultiPolygon area = canvas.on_page(community.area);
    const std::vector<InnerPlace> places = inner_places(area);
    MapLabel label;
    label.request.priority = kCommunity;
    const auto offer = [&](const std::vector<std::string>& lines, double of_size) {
      LabelArt art;
      for (const std::string& line : lines) {
        if (!line.empty()) art.lines.push_back({line, of_size, true, false, style::kCommunity, style::kPaper, 0});
      }
      std::vector<LabelCandidate> candidates = area_candidates(area, places, art.width() + 0.4, art.height() + 0.2);
      add_variant(label, std::move(art), std::move(candidates));
    };
    offer({community.name}, size);
    offer(in_two_lines(community.name), size);
    offer(in_two_lines(community.name), std::max(size * 0.75, kLeastReadable));
    labels.push_back(std::move(label));
  }
}

void add_compound_labels(const MapCanvas& canvas, std::vector<MapLabel>& labels) {
  if (canvas.layout.denominator > style::kCompoundNameScale) return;
  const double size = canvas.symbol_width(7, 1.5, 2.3);
  for (const SheetCompound& compound : canvas.sheet.compounds) {
    if (compound.name.empty() || !canvas.shows(compound.area)) continue;
    const MultiPolygon area = canvas.on_page(compound.area);
    const std::vector<InnerPlace> places = inner_places(area);
    MapLabel label;
    label.request.priority = kCompound;
    for (const std::vector<std::string>& lines : {std::vector<std::string>{compound.name}, in_two_lines(compound.name)}) {
      LabelArt art;
      for (const std::string& line : lines) {
        if (!line.empty()) art.lines.push_back({line, size, false, false, style::kCompoundInk, style::kPaper, 0});
      }
      std::vector<LabelCandidate> candidates = area_candidates(area, places, art.width(), art.height());
      add_variant(label, std::move(art), std::move(candidates));
    }
    labels.push_back(std::move(label));
  }
}

struct LineWords {
  double priority = kRoad;
  double size = 2.4;
  std::string_view colour;
  bool bold = false;
  bool italic = false;
};

/// A name along its line, again every 170 mm.
void add_line_labels(const MapCanvas& canvas, const std::string& name, const MultiPolyline& lines, const LineWords& words,
                     std::vector<MapLabel>& labels) {
  if (name.empty()) return;
  const double unit = canvas.unit(), size = words.size * unit;
  const bool han = is_wide_text(name);
  LabelArt art;
  art.lines.push_back({name, size, words.bold, words.italic && !han, words.colour, style::kPaper, han ? size * 0.35 : 0});
  for (const Polyline& joined : join_lines(lines)) {
    const Polyline line = canvas.on_page(joined);
    const Box box = bounds(line);
    if (!box.intersects(canvas.layout.map_frame) || length(line) < art.width()) continue;
    Box seen = box;
    seen = {std::max(seen.min_x, canvas.layout.map_frame.min_x), std::max(seen.min_y, canvas.layout.map_frame.min_y),
            std::min(seen.max_x, canvas.layout.map_frame.max_x), std::min(seen.max_y, canvas.layout.map_frame.max_y)};
    const int times = 1 + static_cast<int>(std::hypot(seen.width(), seen.height()) / (170 * unit));
    for (int i = 0; i < times; ++i) {
      MapLabel label;
      label.request.priority = words.priority;
      const LineLabel how{art.width(), size * 1.1, han, (i + 0.5) / times};
      add_variant(label, art, line_candidates(line, how, canvas.layout.map_frame));
      labels.push_back(std::move(label));
    }
  }
}

void add_barrier_labels(const MapCanvas& canvas, std::vector<MapLabel>& labels) {
  const bool overview = canvas.layout.denominator > 20000;
  for (const SheetBarrier& barrier : canvas.sheet.barriers) {
    if (barrier.name.empty()) continue;
    LineWords words{kMainRoad, overview ? 2.0 : 2.9, style::kInk, false, false};
    if (barrier.look == BarrierLook::river) words = {kRiver, overview ? 2.6 : 3.3, style::kWaterInk, false, true};
    if (barrier.look == BarrierLook::wall || barrier.look == BarrierLook::other)
      words = {kRoad, 2.0, style::kQuietInk, false, false};
    add_line_labels(canvas, barrier.name, barrier.lines, words, labels);
    if (barrier.look != BarrierLook::river || !canvas.shows(barrier.area)) continue;
    LabelArt art;
    art.lines.push_back({barrier.name, words.size * canvas.unit(), false, true, style::kWaterInk, style::kWater, 0});
    MapLabel label;
    label.request.priority = kRiver;
    std::vector<LabelCandidate> candidates = area_candidates(canvas.on_page(barrier.area), art.width(), art.height());
    add_variant(label, std::move(art), std::move(candidates));
    labels.push_back(std::move(label));
  }
}

void add_road_labels(const MapCanvas& canvas, std::vector<MapLabel>& labels) {
  if (canvas.layout.denominator > style::kRoadNameScale) return;
  // 1 m of ground letters would be too small, a street's width is just right.
  const double size = canvas.symbol_width(9, 1.6, 2.5) / canvas.unit();
  for (const SheetRoad& road : canvas.sheet.roads) {
    if (road.show_name && canvas.shows(road.lines))
      add_line_labels(canvas, road.name, road.lines, {kRoad, size, style::kQuietInk, false, false}, labels);
  }
}

void add_centre_labels(const MapCanvas& canvas, std::vector<MapLabel>& labels) {
  const bool overview = canvas.layout.denominator > 20000;
  for (const SheetCentre& centre : canvas.sheet.centres) {
    if (centre.name.empty() || !canvas.visible.contains(centre.point)) continue;
    const double level = std::clamp(centre.level, 1, 5),
                 size = (overview ? 2.3 - 0.25 * level : 3.4 - 0.28 * level) * canvas.unit();
    MapLabel label;
    label.request.priority = kCentre + level * 0.1;
    const Box symbol = centre_box(canvas, centre);
    const double radius = std::max(symbol.width(), symbol.height()) / 2 + 0.3;
    for (const std::vector<std::string>& lines : {std::vector<std::string>{centre.name}, in_two_lines(centre.name)}) {
      LabelArt art;
      for (const std::string& line : lines) {
        if (!line.empty()) art.lines.push_back({line, size, true, false, style::kCentre, style::kPaper, 0});
      }
      std::vector<LabelCandidate> candidates = point_candidates(symbol.centre(), radius, art.width(), art.height());
      add_variant(label, std::move(art), std::move(candidates));
    }
    labels.push_back(std::move(label));
  }
}

void add_place_names(const MapCanvas& canvas, std::vector<MapLabel>& labels) {
  for (const SheetPlaceName& place : canvas.sheet.place_names) {
    if (!canvas.visible.contains(place.point)) continue;
    LabelArt art;
    const double size = 5.2 * canvas.unit();
    art.lines.push_back(
        {place.text, size, true, false, style::kCommunity, style::kPaper, is_wide_text(place.text) ? size * 0.35 : 0});
    MapLabel label;
    label.request.priority = kPlaceName;
    const Point at = canvas.layout.to_page(place.point);
    std::vector<LabelCandidate> candidates{box_at(at, art.width(), art.height())};
    for (LabelCandidate& other : point_candidates(at, 4 * canvas.unit(), art.width() * 0.2, art.height())) {
      candidates.push_back(box_at(other.at, art.width(), art.height()));
    }
    add_variant(label, std::move(art), std::move(candidates));
    labels.push_back(std::move(label));
  }
}

}  // namespace

std::vector<MapLabel> collect_labels(const MapCanvas& canvas) {
  std::vector<MapLabel> labels;
  add_place_names(canvas, labels);
  for (const SheetGrid& grid : canvas.sheet.grids) {
    if (canvas.shows(grid.area)) add_grid_label(canvas, grid, labels);
  }
  add_centre_labels(canvas, labels);
  add_community_labels(canvas, labels);
  add_barrier_labels(canvas, labels);
  add_road_labels(canvas, labels);
  add_compound_labels(canvas, labels);
  return labels;
}

}  // namespace wangge
