#include <algorithm>
#include <cstdlib>
#include <set>

#include "render/in_view.hpp"
#include "render/map_style.hpp"
#include "render/sheet_layout.hpp"
#include "render/sheet_words.hpp"

namespace wangge {

namespace {

class LegendBuilder {
 public:
  explicit LegendBuilder(const MapSheet& sheet) : sheet_(sheet) {
    const SheetLayout layout = lay_out(sheet);
    denominator_ = layout.denominator;
    window_ = layout.visible();
  }

  std::vector<LegendEntry> build() {
    add_centres();
    add_bands();
    add_grids();
    add_areas();
    add_buildings();
    add_lines();
    return std::move(entries_);
  }

 private:
  void add(LegendSymbol symbol, std::string_view id, std::int32_t detail = 0) {
    entries_.push_back({symbol, say(sheet_.language, id), detail});
  }

  void add_centres() {
    std::set<std::int32_t> levels;
    for (const SheetCentre& centre : sheet_.centres) {
      const std::int32_t level = std::clamp(centre.level, 1, 5);
      levels.insert(centre.planned ? -level : level);
    }
    for (std::int32_t level = 1; level <= 5; ++level) {
      if (levels.count(level) > 0) add(LegendSymbol::centre, "map_centre_" + std::to_string(level), level);
    }
    for (std::int32_t level = 1; level <= 5; ++level) {
      if (levels.count(-level) == 0) continue;
      add(LegendSymbol::centre, "map_centre_planned", -level);
      break;
    }
  }

  void add_bands() {
    for (std::size_t i = 0; i < sheet_.bands.size(); ++i) {
      entries_.push_back({LegendSymbol::band, sheet_.bands[i].text, static_cast<std::int32_t>(i)});
    }
  }

  void add_grids() {
    if (sheet_.grids.empty()) return;
    add(LegendSymbol::grid_border, "map_legend_grid");
    add(LegendSymbol::grid_number, "map_legend_number");
    const auto& grids = sheet_.grids;
    if (std::any_of(grids.begin(), grids.end(), [&](const SheetGrid& grid) {
          return grid.kind == GridKind::exclusive && area_in_view(grid.area, window_);
        })) {
      add(LegendSymbol::exclusive_grid, "map_legend_exclusive");
    }
    if (std::any_of(grids.begin(), grids.end(), [&](const SheetGrid& grid) {
          // Households are printed in the sheet's own community only.
          return grid.status != GridStatus::ok && (sheet_.focus_community < 0 || grid.community == sheet_.focus_community);
        })) {
      add(LegendSymbol::out_of_range, "map_legend_out_of_range");
    }
    if (!sheet_.marks.empty()) add(LegendSymbol::violation, "map_legend_violation");
  }

  void add_areas() {
    std::set<std::string> districts;
    for (const SheetCommunity& community : sheet_.communities) {
      if (area_in_view(community.area, window_)) districts.insert(community.district);
    }
    const auto bordered = [&](const auto& one) { return outline_in_view(one.area, window_); };
    if (districts.size() > 1) add(LegendSymbol::district_border, "map_legend_district");
    if (std::any_of(sheet_.communities.begin(), sheet_.communities.end(), bordered))
      add(LegendSymbol::community_border, "map_legend_community");
    if (std::any_of(sheet_.compounds.begin(), sheet_.compounds.end(), bordered) && denominator_ <= style::kCompoundScale)
      add(LegendSymbol::compound, "map_legend_compound");
    if (sheet_.gaps.empty()) return;
    if (sheet_.gaps_beyond > 0)
      entries_.push_back(
          {LegendSymbol::gap, say(sheet_.language, "map_legend_gap_beyond", {with_decimals(sheet_.gaps_beyond, 0)}), 0});
    else
      add(LegendSymbol::gap, "map_legend_gap");
  }

  void add_buildings() {
    std::set<std::int32_t> uses;
    bool uncovered = false;
    for (const SheetFootprint& footprint : sheet_.footprints) {
      uncovered |= footprint.uncovered;
      if (!footprint.uncovered) uses.insert(static_cast<std::int32_t>(footprint.use));
    }
    if (uncovered) add(LegendSymbol::uncovered_footprint, "map_legend_uncovered");
    const bool drawn = denominator_ <= style::kFootprintScale || sheet_.footprints_plain;
    if (sheet_.footprints_plain && !uses.empty()) add(LegendSymbol::footprint, "map_legend_covered", 0);
    if (!sheet_.footprints_plain && drawn) {
      for (const std::int32_t use : uses) add(LegendSymbol::footprint, "map_use_" + std::to_string(use), use);
    }
    const auto has_dot = [&](bool wanted) {
      return std::any_of(sheet_.dots.begin(), sheet_.dots.end(), [&](const SheetDot& dot) { return dot.uncovered == wanted; });
    };
    if (has_dot(true)) add(LegendSymbol::uncovered_dot, "map_legend_uncovered_dot");
    if (has_dot(false)) add(LegendSymbol::building_dot, "map_legend_building_dot");
    if (!sheet_.gates.empty() && denominator_ <= style::kGateScale) add(LegendSymbol::gate, "map_legend_gate");
  }

  void add_lines() {
    std::set<std::int32_t> looks;
    for (const SheetBarrier& barrier : sheet_.barriers)
      if (lines_in_view(barrier.lines, window_) || area_in_view(barrier.area, window_))
        looks.insert(static_cast<std::int32_t>(barrier.look));
    for (const std::int32_t look : looks) add(LegendSymbol::barrier, "map_barrier_" + std::to_string(look), look);
    const bool roads = std::any_of(sheet_.roads.begin(), sheet_.roads.end(), [&](const SheetRoad& road) {
      return denominator_ <= (road.name.empty() ? style::kUnnamedRoadScale : style::kNamedRoadScale) &&
             lines_in_view(road.lines, window_);
    });
    if (roads) add(LegendSymbol::road, "map_legend_road");
  }

  const MapSheet& sheet_;
  double denominator_ = 1;
  Box window_;
  std::vector<LegendEntry> entries_;
};

}  // namespace

std::vector<LegendEntry> legend_of(const MapSheet& sheet) { return LegendBuilder(sheet).build(); }

}  // namespace wangge
