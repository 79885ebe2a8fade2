#include "render/change_sheet.hpp"

#include <algorithm>
#include <map>

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

/// Of one community, or of all.
bool is_of(const PlanGrid& grid, std::int32_t community) { return community < 0 || grid.community == community; }

/// The old grid a grid goes on from; in brackets the one it got most from where another grid goes on from that.
std::string old_code_of(const NewGridOrigin& origin, const GridChanges& changes) {
  const auto code = [&](std::int32_t old) { return changes.old_codes[static_cast<std::size_t>(old)]; };
  if (origin.partner >= 0) return code(origin.partner);
  return origin.main >= 0 ? "(" + code(origin.main) + ")" : std::string();
}

/// Where the grids of a community come from.
SheetTable table_of_changes(const PlanDrawing& drawing, const GridChanges& changes, std::int32_t community,
                            const MapSheet& sheet) {
  const Language language = sheet.language;
  std::map<std::string, std::string> labels;
  for (const SheetGrid& grid : sheet.grids) labels.emplace(grid.code, grid.label);
  SheetTable table;
  table.title = say(language, "map_table_changes");
  for (const char* id : {"map_column_number", "map_column_code", "map_column_change", "map_column_old_code",
                         "map_column_households", "map_column_came"})
    table.columns.push_back(say(language, id));
  table.right_aligned = {false, false, false, false, true, true};
  table.more = "map_more_rows";
  std::int64_t households = 0, came = 0;
  for (std::size_t g = 0; g < changes.of_grid.size(); ++g) {
    if (!is_of(drawing.grids[g], community)) continue;
    const NewGridOrigin& origin = changes.of_grid[g];
    const std::string& code = drawing.grids[g].code;
    const std::int64_t fresh = origin.households - origin.households_kept;
    table.rows.push_back({labels[code], code, say(language, "change_" + to_text(origin.change)), old_code_of(origin, changes),
                          with_commas(origin.households), with_commas(fresh)});
    table.row_colours.push_back(colour_of(origin.change));
    households += origin.households, came += fresh;
  }
  table.total = {say(language, "map_total"), "", "", "", with_commas(households), with_commas(came)};
  return table;
}

/// The kinds of change on the sheet with their colours, then what is drawn over them.
std::vector<LegendEntry> legend_of_changes(const PlanDrawing& drawing, const GridChanges& changes, std::int32_t community,
                                           const MapSheet& sheet) {
  std::vector<LegendEntry> entries;
  for (const GridChange one :
       {GridChange::unchanged, GridChange::adjusted, GridChange::split, GridChange::merged, GridChange::created})
    for (std::size_t g = 0; g < changes.of_grid.size(); ++g)
      if (changes.of_grid[g].change == one && is_of(drawing.grids[g], community)) {
        entries.push_back({LegendSymbol::grid_fill, say(sheet.language, "map_change_" + to_text(one)), colour_of(one)});
        break;
      }
  if (!sheet.old_grids.empty()) entries.push_back({LegendSymbol::old_border, say(sheet.language, "map_legend_old_border"), 0});
  if (!sheet.dots.empty()) entries.push_back({LegendSymbol::uncovered_dot, say(sheet.language, "map_legend_moved"), 0});
  return entries;
}

}  // namespace

MapSheet change_sheet(const PlanDrawing& drawing, const GridChanges& changes, const ChangeFigures& figures,
                      const PlanSheetOptions& options) {
  const std::int32_t focus = find_community(drawing, options.community_id);
  const std::string name =
      focus < 0 ? drawing.name : community_title(options.language, drawing.communities[static_cast<std::size_t>(focus)]);
  std::vector<int> colours;
  for (const NewGridOrigin& origin : changes.of_grid) colours.push_back(colour_of(origin.change));
  PlanSheetOptions own = options;
  own.grid_colours = colours;
  own.cells = false;
  own.show_violations = false;
  MapSheet sheet = plan_sheet(drawing, own);
  sheet.title = say(options.language, "map_title_change", {name});
  sheet.subtitles = {
      say(options.language, "compare_moved",
          {with_commas(figures.households_changing), with_commas(figures.households), with_commas(figures.buildings_changing),
           with_commas(figures.buildings), with_decimals(figures.stability * 100, 1), with_commas(figures.households_moved)})};
  const Box window = lay_out(sheet).visible();
  for (const MultiPolygon& old : changes.old_grids)
    if (!old.empty() && bounds(old).intersects(window)) sheet.old_grids.push_back(old);
  for (const SheetDot& dot : changes.moved)
    if (window.contains(dot.point)) sheet.dots.push_back(dot);
  if (focus >= 0 && !sheet.tables.empty()) sheet.tables.front() = table_of_changes(drawing, changes, focus, sheet);
  std::erase_if(sheet.legend, [](const LegendEntry& entry) { return entry.symbol == LegendSymbol::grid_border; });
  const std::vector<LegendEntry> kinds = legend_of_changes(drawing, changes, focus, sheet);
  sheet.legend.insert(sheet.legend.begin(), kinds.begin(), kinds.end());
  return sheet;
}

}  // namespace wangge
