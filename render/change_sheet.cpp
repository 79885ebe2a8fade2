#include "render/change_sheet.hpp"

#include <algorithm>

#include "render/sheet_layout.hpp"
#include "render/sheet_words.hpp"

namespace wangge {

namespace {

/// Index into the palette of map_style.hpp.
int colour_of(GridChange change) {
  switch (change) {
    case GridChange::unchanged: return 6;  // sand: recedes
    case GridChange::adjusted: return 0;   // straw
    case GridChange::split: return 3;      // peach
    case GridChange::merged: return 1;     // sky
    default: return 2;                     // leaf: new
  }
}

/// Among the grids of the sheet: those of one community, or all.
bool occurs(const ChangeDrawing& changes, GridChange wanted, std::int32_t community) {
  for (std::size_t g = 0; g < changes.change.size(); ++g)
    if (changes.change[g] == wanted && (community < 0 || changes.plan.grids[g].community == community)) return true;
  return false;
}

}  // namespace

ChangeDrawing change_drawing(PlanDrawing drawing, std::vector<GridChange> change, std::vector<SheetDot> moved) {
  drawing.grid_colours.clear();
  for (const GridChange one : change) drawing.grid_colours.push_back(colour_of(one));
  drawing.cells.clear();
  drawing.violations.clear();
  for (SheetDot& dot : moved) dot.uncovered = true;
  return {std::move(drawing), std::move(change), std::move(moved)};
}

MapSheet change_sheet(const ChangeDrawing& changes, const ChangeFigures& figures, const PlanSheetOptions& options) {
  const PlanDrawing& drawing = changes.plan;
  const std::int32_t focus = find_community(drawing, options.community_id);
  const std::string name =
      focus < 0 ? drawing.name : community_title(options.language, drawing.communities[static_cast<std::size_t>(focus)]);
  MapSheet sheet = plan_sheet(drawing, options);
  sheet.title = say(options.language, "map_title_change", {name});
  sheet.subtitles = {
      say(options.language, "compare_moved",
          {with_commas(figures.households_changing), with_commas(figures.households), with_commas(figures.buildings_changing),
           with_commas(figures.buildings), with_decimals(figures.stability * 100, 1), with_commas(figures.households_moved)})};
  const Box window = lay_out(sheet).visible();
  for (const MultiPolygon& old : drawing.old_grids)
    if (!old.empty() && bounds(old).intersects(window)) sheet.old_grids.push_back(old);
  for (const SheetDot& dot : changes.moved)
    if (window.contains(dot.point)) sheet.dots.push_back(dot);
  std::erase_if(sheet.legend, [](const LegendEntry& entry) { return entry.symbol == LegendSymbol::grid_border; });
  std::vector<LegendEntry> kinds;
  for (const GridChange one :
       {GridChange::unchanged, GridChange::adjusted, GridChange::split, GridChange::merged, GridChange::created})
    if (occurs(changes, one, focus))
      kinds.push_back({LegendSymbol::grid_fill, say(options.language, "map_change_" + to_text(one)), colour_of(one)});
  if (!sheet.old_grids.empty()) kinds.push_back({LegendSymbol::old_border, say(options.language, "map_legend_old_border"), 0});
  if (!sheet.dots.empty()) kinds.push_back({LegendSymbol::uncovered_dot, say(options.language, "map_legend_moved"), 0});
  sheet.legend.insert(sheet.legend.begin(), kinds.begin(), kinds.end());
  return sheet;
}

}  // namespace wangge
