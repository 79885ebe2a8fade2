#include "render/plan_tables.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace wangge {

namespace {

struct Totals {
  std::int64_t grids = 0, comprehensive = 0, comprehensive_households = 0, households = 0, buildings = 0, compounds = 0,
               out_of_range = 0;
  double population = 0;
};

template <class Grid>
void add(Totals& totals, const Grid& grid) {
  ++totals.grids;
  if (grid.kind == GridKind::comprehensive) {
    ++totals.comprehensive;
    totals.comprehensive_households += grid.households.value();
  }
  totals.households += grid.households.value();
  totals.buildings += grid.buildings;
  totals.compounds += grid.compounds;
  totals.population += grid.population;
  totals.out_of_range += grid.status == GridStatus::ok ? 0 : 1;
}

struct Column {
  std::string heading;
  bool right = true;
  std::vector<std::string> cells;
  std::string total;
};

SheetTable table_from(const std::vector<Column>& columns, std::size_t rows) {
  SheetTable table;
  table.rows.resize(rows);
  for (const Column& column : columns) {
    table.columns.push_back(column.heading);
    table.right_aligned.push_back(column.right);
    table.total.push_back(column.total);
    for (std::size_t i = 0; i < rows; ++i) table.rows[i].push_back(column.cells[i]);
  }
  table.more = "map_more_rows";
  return table;
}

std::string remark_of(const SheetGrid& grid, Language language) {
  if (grid.status != GridStatus::ok) return say(language, "map_status_" + to_text(grid.status));
  return grid.kind == GridKind::comprehensive ? std::string() : say(language, "map_kind_" + to_text(grid.kind));
}

}  // namespace

std::string plan_summary(const PlanDrawing& drawing, std::int32_t community, Language language) {
  Totals totals;
  for (const PlanGrid& grid : drawing.grids) {
    if (community < 0 || grid.community == community) add(totals, grid);
  }
  const std::int64_t each =
      totals.comprehensive > 0
          ? std::llround(static_cast<double>(totals.comprehensive_households) / static_cast<double>(totals.comprehensive))
          : 0;
  if (community >= 0) {
    return say(language, "map_summary_community", {with_commas(totals.grids), with_commas(totals.households), with_commas(each)});
  }
  return say(language, "map_summary_area",
             {with_commas(static_cast<std::int64_t>(drawing.communities.size())), with_commas(totals.grids),
              with_commas(totals.households), with_commas(each)});
}

SheetTable table_of_grids(const MapSheet& sheet, std::int32_t community) {
  const Language language = sheet.language;
  std::vector<const SheetGrid*> grids;
  Totals totals;
  for (const SheetGrid& grid : sheet.grids) {
    if (grid.community != community) continue;
    grids.push_back(&grid);
    add(totals, grid);
  }
  const auto cells = [&](auto text_of_grid) {
    std::vector<std::string> texts;
    for (const SheetGrid* grid : grids) texts.push_back(text_of_grid(*grid));
    return texts;
  };
  std::vector<Column> columns;
  columns.push_back(
      {say(language, "map_column_number"), false, cells([](const SheetGrid& g) { return g.label; }), say(language, "map_total")});
  columns.push_back({say(language, "map_column_code"), false, cells([](const SheetGrid& g) { return g.code; }), ""});
  columns.push_back({say(language, "map_column_households"), true,
                     cells([](const SheetGrid& g) { return with_commas(g.households.value()); }),
                     with_commas(totals.households)});
  // Who to turn to stands instead of further figures: both would make letters too small.
  const bool staffed = std::any_of(grids.begin(), grids.end(), [](const SheetGrid* g) { return !g->staff.empty(); });
  if (staffed)
    columns.push_back({say(language, "map_column_staff"), false, cells([](const SheetGrid& g) { return g.staff; }), ""});
  if (totals.population > 0 && !staffed) {
    columns.push_back({say(language, "map_column_population"), true,
                       cells([](const SheetGrid& g) { return with_commas(std::llround(g.population)); }),
                       with_commas(std::llround(totals.population))});
  }
  if (!staffed)
    columns.push_back({say(language, "map_column_buildings"), true,
                       cells([](const SheetGrid& g) { return with_commas(g.buildings); }), with_commas(totals.buildings)});
  if (totals.compounds > 0 && !staffed) {
    columns.push_back(
        {say(language, "map_column_compounds"), true, cells([](const SheetGrid& g) { return with_commas(g.compounds); }), ""});
  }
  Column remarks{say(language, "map_column_remark"), false, cells([&](const SheetGrid& g) { return remark_of(g, language); }),
                 ""};
  if (std::any_of(remarks.cells.begin(), remarks.cells.end(), [](const std::string& text) { return !text.empty(); }))
    columns.push_back(std::move(remarks));
  SheetTable table = table_from(columns, grids.size());
  table.title = say(language, "map_table_grids");
  for (const SheetGrid* grid : grids) table.row_colours.push_back(grid->colour);
  return table;
}

SheetTable table_of_communities(const PlanDrawing& drawing, Language language) {
  std::vector<Totals> totals(drawing.communities.size());
  Totals all;
  for (const PlanGrid& grid : drawing.grids) {
    if (grid.community < 0 || static_cast<std::size_t>(grid.community) >= totals.size()) continue;
    add(totals[static_cast<std::size_t>(grid.community)], grid);
    add(all, grid);
  }
  std::vector<Column> columns(4);
  columns[0] = {say(language, "map_column_community"), false, {}, say(language, "map_total")};
  columns[1] = {say(language, "map_column_grids"), true, {}, with_commas(all.grids)};
  columns[2] = {say(language, "map_column_households"), true, {}, with_commas(all.households)};
  columns[3] = {say(language, "map_column_out_of_range"), true, {}, with_commas(all.out_of_range)};
  for (std::size_t i = 0; i < totals.size(); ++i) {
    const Community& community = drawing.communities[i];
    columns[0].cells.push_back(community.name.empty() ? community.id : community.name);
    columns[1].cells.push_back(with_commas(totals[i].grids));
    columns[2].cells.push_back(with_commas(totals[i].households));
    columns[3].cells.push_back(with_commas(totals[i].out_of_range));
  }
  SheetTable table = table_from(columns, totals.size());
  table.title = say(language, "map_table_communities");
  return table;
}

}  // namespace wangge
