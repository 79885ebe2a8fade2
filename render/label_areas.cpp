#include <algorithm>
#include <cmath>
#include <cstddef>

#include "render/label_candidates.hpp"
#include "render/map_labels.hpp"
#include "render/map_style.hpp"
#include "render/text_width.hpp"

namespace wangge {

namespace {

/// What can be seen of an area, with vertices no nearer than a printed line is wide.
MultiPolygon label_area(const MapCanvas& canvas, const MultiPolygon& area) {
  constexpr double kLineWidth = 0.15;
  MultiPolygon page = canvas.on_page(area);
  const auto thin_out = [](Ring& ring) {
    Ring kept;
    for (const Point p : ring) {
      if (kept.empty() || std::max(std::abs(p.x - kept.back().x), std::abs(p.y - kept.back().y)) >= kLineWidth) kept.push_back(p);
    }
    if (kept.size() >= 3) ring = std::move(kept);
  };
  for (Polygon& polygon : page) {
    thin_out(polygon.outer);
    for (Ring& hole : polygon.holes) thin_out(hole);
  }
  return clip_to_box(page, canvas.layout.map_frame);
}

struct GridLook {
  double size = 3;
  bool badge = true;
  bool households = true;
  bool name = false;
  bool focus = true;
};

/// Circle with number, households below.
LabelArt grid_art(const MapCanvas& canvas, const SheetGrid& grid, const GridLook& look) {
  LabelArt art;
  const bool exclusive = grid.kind == GridKind::exclusive;
  if (look.badge) {
    art.badge = std::max(look.size * 0.82, text_width(grid.label, look.size) * 0.5 + look.size * 0.3);
    art.badge_fill = exclusive ? style::kMagenta : style::kPaper;
    art.badge_edge = style::kMagenta;
  }
  const std::string_view ink = !look.focus ? style::kQuietInk : look.badge && exclusive ? style::kPaper : style::kInk;
  art.lines.push_back({grid.label, look.size, look.focus, false, ink, look.badge ? "" : style::kPaper, 0});
  if (look.households && look.size * kHouseholdsShare >= kLeastReadable) {
    const bool wrong = grid.status != GridStatus::ok;
    const std::string words = canvas.words("map_households", {std::to_string(grid.households.value())});
    art.lines.push_back(
        {words, look.size * kHouseholdsShare, wrong, false, wrong ? style::kWarning : style::kInk, style::kPaper, 0});
  }
  if (look.name && !grid.name.empty())
    art.lines.push_back({grid.name, look.size * 0.66, false, false, style::kInk, style::kPaper, 0});
  return art;
}

/// The looks of a grid's label from the fullest to the shortest; the size goes with the room that grids have on this sheet.
std::vector<GridLook> grid_looks(const MapCanvas& canvas, const SheetGrid& grid, bool focus) {
  const double unit = canvas.unit(), size = grid_number_size(canvas.grid_mm) * unit, smaller = size * 0.72;
  const double least = std::max(size * 0.6, kLeastReadable);
  std::vector<GridLook> looks;
  if (focus) {
    const bool badge = size > 2.3 * unit, exclusive = grid.kind == GridKind::exclusive,
               households = canvas.sheet.figures && (!exclusive || grid.households.value() > 0);
    if (exclusive && !grid.name.empty() && canvas.sheet.focus_grid < 0) looks.push_back({size, badge, households, true, true});
    // On sheets of many communities the roomy grids can say more than the typical one.
    if (canvas.sheet.focus_community < 0) looks.push_back({size * 1.35, badge, households, false, true});
    looks.push_back({size, badge, households, false, true});
    if (smaller > kLeastReadable) looks.push_back({smaller, badge, households, false, true});
    if (smaller > kLeastReadable && badge) looks.push_back({smaller, badge, false, false, true});
  }
  looks.push_back({least, false, false, false, focus});
  return looks;
}

bool in_focus(const MapSheet& sheet, std::size_t number) {
  if (sheet.focus_grid >= 0) return static_cast<std::int32_t>(number) == sheet.focus_grid;
  return sheet.focus_community < 0 || sheet.grids[number].community == sheet.focus_community;
}

void add_grid_label(const MapCanvas& canvas, std::size_t number, LabelBook& book) {
  const SheetGrid& grid = canvas.sheet.grids[number];
  const bool one_community = canvas.sheet.focus_community >= 0, focus = in_focus(canvas.sheet, number);
  const std::vector<GridLook> looks = grid_looks(canvas, grid, focus);
  const MultiPolygon area = label_area(canvas, grid.area);
  const LabelArt shortest = grid_art(canvas, grid, looks.back());
  const Box box = bounds(area);
  MapLabel label;
  label.request.priority = label_priority::kGrid + (focus ? 0 : 0.5);
  // Most grids of a whole city are smaller than two digits: no use searching them.
  const bool hopeless = box.empty() || box.width() < shortest.width() || box.height() < shortest.height();
  const std::vector<InnerPlace> places = hopeless && !(focus && one_community) ? std::vector<InnerPlace>{} : inner_places(area);
  if (!places.empty()) {
    for (const GridLook& look : looks) {
      LabelArt art = grid_art(canvas, grid, look);
      std::vector<LabelCandidate> candidates = area_candidates(area, places, art.width() + 0.3, art.height() + 0.2);
      add_variant(label, std::move(art), std::move(candidates));
    }
  }
  if (focus && one_community && !places.empty()) {
    // The grids a sheet is about are always numbered: the number may cross the border of a grid too narrow for it.
    LabelArt art = grid_art(canvas, grid, {std::max(looks.back().size, 1.8 * canvas.unit()), true, false, false, true});
    std::vector<LabelCandidate> candidates{box_at(places.front().at, art.width(), art.height())};
    for (LabelCandidate& other : point_candidates(places.front().at, 0.5, art.width(), art.height())) {
      candidates.push_back(std::move(other));
    }
    add_variant(label, std::move(art), std::move(candidates));
  }
  book.labels.push_back(std::move(label));
}

/// Words inside an area: in one line, in two, in two smaller ones.
void add_name(const MapCanvas& canvas, const MultiPolygon& ground, const std::string& name, const std::vector<LabelArt>& arts,
              double priority, LabelBook& book) {
  if (name.empty() || !canvas.shows(ground)) return;
  const MultiPolygon area = label_area(canvas, ground);
  const Box box = bounds(area);
  const bool hopeless = box.empty() || box.width() < arts.back().width() || box.height() < arts.back().height();
  const std::vector<InnerPlace> places = hopeless ? std::vector<InnerPlace>{} : inner_places(area);
  MapLabel label;
  label.request.priority = priority;
  for (const LabelArt& art : arts) add_variant(label, art, area_candidates(area, places, art.width() + 0.3, art.height() + 0.2));
  book.labels.push_back(std::move(label));
}

void add_community_labels(const MapCanvas& canvas, LabelBook& book) {
  const double size = std::clamp(canvas.community_mm * 0.06, 1.8, 4.6) * canvas.unit();
  const bool one_community = canvas.sheet.focus_community >= 0;
  // On overviews the communities come before the grids in them.
  const double priority = one_community ? label_priority::kCommunity : label_priority::kGrid - 0.5;
  for (std::size_t i = 0; i < canvas.sheet.communities.size(); ++i) {
    const SheetCommunity& community = canvas.sheet.communities[i];
    // The sheet's own community is named in the title.
    if (static_cast<std::int32_t>(i) == canvas.sheet.focus_community) continue;
    const std::vector<std::string> two = in_two_lines(community.name);
    add_name(canvas, community.area, community.name,
             {plain_art({community.name}, size, true, style::kCommunity), plain_art(two, size, true, style::kCommunity),
              plain_art(two, std::max(size * 0.75, kLeastReadable), true, style::kCommunity)},
             priority, book);
  }
}

void add_compound_labels(const MapCanvas& canvas, LabelBook& book) {
  if (canvas.layout.denominator > style::kCompoundNameScale) return;
  const double size = canvas.symbol_width(7, 1.5, 2.3);
  for (const SheetCompound& compound : canvas.sheet.compounds) {
    const std::vector<std::string> two = in_two_lines(compound.name);
    add_name(canvas, compound.area, compound.name,
             {plain_art({compound.name}, size, false, style::kCompoundInk), plain_art(two, size, false, style::kCompoundInk),
              plain_art(two, std::max(size * 0.75, kLeastReadable), false, style::kCompoundInk)},
             label_priority::kCompound, book);
  }
}

/// Numbers of buildings, inside them or, where a sheet is about few of them, beside.
void add_building_labels(const MapCanvas& canvas, LabelBook& book) {
  if (canvas.layout.denominator > style::kBuildingNameScale) return;
  const double size = canvas.symbol_width(4.5, kLeastReadable / canvas.unit(), 2.1);
  for (const SheetFootprint& footprint : canvas.sheet.footprints) {
    if (footprint.name.empty() || !canvas.shows(footprint.area)) continue;
    const LabelArt art = plain_art({footprint.name}, size, false, style::kInk),
                   small = plain_art({footprint.name}, std::max(size * 0.75, kLeastReadable), false, style::kInk);
    const MultiPolygon area = label_area(canvas, footprint.area);
    const Box box = bounds(area);
    if (box.empty()) continue;
    MapLabel label;
    label.request.priority = label_priority::kBuilding;
    if (box.width() >= small.width() && box.height() >= small.height()) {
      const std::vector<InnerPlace> places = inner_places(area);
      for (const LabelArt* one : {&art, &small})
        add_variant(label, *one, area_candidates(area, places, one->width() + 0.2, one->height() + 0.1));
    }
    // Longer than its building is wide: the number may stand out at both sides.
    add_variant(label, small, {box_at(box.centre(), small.width(), small.height())});
    book.labels.push_back(std::move(label));
  }
}

void add_water_labels(const MapCanvas& canvas, LabelBook& book) {
  const double size = (canvas.layout.denominator > 20000 ? 2.8 : 4.2) * canvas.unit();
  for (const SheetBarrier& barrier : canvas.sheet.barriers) {
    if (barrier.look != BarrierLook::river || barrier.name.empty()) continue;
    std::vector<LabelArt> arts;
    for (const double share : {1.5, 1.0, 0.6}) {
      LabelArt art = plain_art({barrier.name}, size * share, false, style::kWaterInk);
      art.lines.front().italic = true;
      art.lines.front().halo = style::kWater;
      art.lines.front().spacing = is_wide_text(barrier.name) ? size * share * 0.4 : 0;
      arts.push_back(std::move(art));
    }
    add_name(canvas, barrier.area, barrier.name, arts, label_priority::kRiver, book);
  }
}

void add_place_names(const MapCanvas& canvas, LabelBook& book) {
  for (const SheetPlaceName& place : canvas.sheet.place_names) {
    if (!canvas.visible.contains(place.point)) continue;
    LabelArt art = plain_art({place.text}, 5.2 * canvas.unit(), true, style::kCommunity);
    art.lines.front().spacing = is_wide_text(place.text) ? art.lines.front().size * 0.35 : 0;
    MapLabel label;
    label.request.priority = label_priority::kPlaceName;
    const Point at = canvas.layout.to_page(place.point);
    std::vector<LabelCandidate> candidates{box_at(at, art.width(), art.height())};
    // A district is large: its name may move by a few letters before it is given up.
    for (const double away : {3.0, 7.0, 12.0, 18.0}) {
      for (const LabelCandidate& other : point_candidates(at, away * canvas.unit(), art.width() * 0.2, art.height() * 0.4)) {
        candidates.push_back(box_at(other.at, art.width(), art.height()));
      }
    }
    add_variant(label, std::move(art), std::move(candidates));
    book.labels.push_back(std::move(label));
  }
}

}  // namespace

void add_area_labels(const MapCanvas& canvas, LabelBook& book) {
  add_place_names(canvas, book);
  for (std::size_t i = 0; i < canvas.sheet.grids.size(); ++i) {
    if (canvas.shows(canvas.sheet.grids[i].area)) add_grid_label(canvas, i, book);
  }
  add_community_labels(canvas, book);
  add_water_labels(canvas, book);
  add_compound_labels(canvas, book);
  add_building_labels(canvas, book);
}

}  // namespace wangge
