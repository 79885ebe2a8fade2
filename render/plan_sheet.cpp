#include "render/plan_sheet.hpp"

#include <algorithm>
#include <cstddef>
#include <map>

#include "core/crs_words.hpp"
#include "render/colour_grids.hpp"
#include "render/map_style.hpp"
#include "render/plan_tables.hpp"
#include "render/sheet_layout.hpp"
#include "render/sheet_words.hpp"

namespace wangge {

namespace {

constexpr std::size_t kMostTabulated = 40;

bool in_window(const MultiPolygon& area, const Box& window) { return !area.empty() && bounds(area).intersects(window); }

/// The same for record i, whose box may be known.
bool in_window(const MultiPolygon& area, const std::vector<Box>& boxes, std::size_t i, const Box& window) {
  return i < boxes.size() ? !area.empty() && boxes[i].intersects(window) : in_window(area, window);
}

Box extent_of(const PlanDrawing& drawing, std::int32_t focus, std::int32_t one_grid) {
  Box extent;
  if (one_grid >= 0) {
    extent = bounds(drawing.grids[static_cast<std::size_t>(one_grid)].area);
    extent.grow(0.06 * std::max(extent.width(), extent.height()));  // what lies beyond its borders is how it is found
    return extent;
  }
  if (focus >= 0) extent.expand(bounds(drawing.communities[static_cast<std::size_t>(focus)].area));
  for (const PlanGrid& grid : drawing.grids) {
    if (focus < 0 || grid.community == focus) extent.expand(bounds(grid.area));
  }
  if (focus < 0) {
    for (const Community& community : drawing.communities) extent.expand(bounds(community.area));
  }
  return extent;
}

/// Short numbers are told apart within a community.
std::vector<std::string> grid_labels(const PlanDrawing& drawing) {
  std::map<std::int32_t, std::vector<std::size_t>> members;
  for (std::size_t i = 0; i < drawing.grids.size(); ++i) members[drawing.grids[i].community].push_back(i);
  std::vector<std::string> labels(drawing.grids.size());
  for (const auto& [community, numbers] : members) {
    std::vector<std::string> codes;
    for (const std::size_t i : numbers) codes.push_back(drawing.grids[i].code);
    const std::vector<std::string> short_ones = short_numbers(codes);
    for (std::size_t k = 0; k < numbers.size(); ++k) labels[numbers[k]] = short_ones[k];
  }
  return labels;
}

void add_grids(const PlanDrawing& drawing, const PlanSheetOptions& options, const Box& window, MapSheet& sheet) {
  const std::vector<std::string> labels = grid_labels(drawing);
  std::vector<int> chosen;
  std::span<const int> colours = options.grid_colours.empty() ? drawing.grid_colours : options.grid_colours;
  if (colours.size() != drawing.grids.size()) colours = chosen = plan_colours(drawing);
  for (std::size_t i = 0; i < drawing.grids.size(); ++i) {
    const PlanGrid& grid = drawing.grids[i];
    if (!in_window(grid.area, window)) continue;
    if (static_cast<std::int32_t>(i) == options.grid) sheet.focus_grid = static_cast<std::int32_t>(sheet.grids.size());
    SheetGrid out;
    out.code = grid.code;
    out.label = labels[i];
    out.name = grid.name == grid.code ? std::string() : grid.name;
    out.kind = grid.kind;
    out.status = grid.status;
    out.community = grid.community;
    out.households = grid.households;
    out.population = grid.population;
    out.buildings = grid.buildings;
    out.compounds = grid.compounds;
    out.colour = colours[i];
    if (i < drawing.staff.size()) out.staff = drawing.staff[i];
    out.area = grid.area;
    sheet.grids.push_back(std::move(out));
  }
}

/// "玉山里10号楼" within 玉山里: "10号楼".
std::string short_name(const PlanDrawing& drawing, const Building& building) {
  if (building.compound < 0 || static_cast<std::size_t>(building.compound) >= drawing.compounds.size()) return building.name;
  const std::string& compound = drawing.compounds[static_cast<std::size_t>(building.compound)].name;
  const bool begins = !compound.empty() && building.name.size() > compound.size() && building.name.starts_with(compound);
  return begins ? building.name.substr(compound.size()) : building.name;
}

void add_ground(const PlanDrawing& drawing, const PlanSheetOptions& options, const Box& window, double denominator,
                MapSheet& sheet) {
  for (std::size_t i = 0; i < drawing.buildings.size() && denominator <= style::kFootprintScale; ++i) {
    const Building& building = drawing.buildings[i];
    if (!in_window(building.footprint, drawing.footprint_boxes, i, window)) continue;
    sheet.footprints.push_back(
        {building.footprint, footprint_use(building.use, building.households.value() > 0), false, short_name(drawing, building)});
  }
  for (std::size_t i = 0; i < drawing.cells.size() && options.cells && denominator <= style::kCellScale; ++i) {
    if (in_window(drawing.cells[i].area, drawing.cell_boxes, i, window)) sheet.cells.push_back(drawing.cells[i].area);
  }
  for (const Compound& compound : drawing.compounds) {
    if (in_window(compound.area, window)) sheet.compounds.push_back({compound.name, compound.area});
  }
  for (const Gate& gate : drawing.gates) {
    if (window.contains(gate.point)) sheet.gates.push_back(gate.point);
  }
  sheet.barriers = sheet_barriers(drawing.barriers, window);
  sheet.roads = sheet_roads(drawing.roads, sheet.barriers, window);
  sheet.centres = sheet_centres(drawing.centres, window);
}

void add_marks(const PlanDrawing& drawing, const PlanSheetOptions& options, const Box& window, MapSheet& sheet) {
  for (const Violation& violation : drawing.violations) {
    if (options.show_violations && violation.place && window.contains(*violation.place))
      sheet.marks.push_back({*violation.place});
  }
  for (const Finding& finding : drawing.findings) {
    if (options.show_findings && finding.place && window.contains(*finding.place)) sheet.marks.push_back({*finding.place});
  }
}

/// Communities around the sheet's own one: those of its sub-district when that is known, else those nearby.
void add_locator(const PlanDrawing& drawing, std::int32_t focus, MapSheet& sheet) {
  const Community& own = drawing.communities[static_cast<std::size_t>(focus)];
  Box nearby = bounds(own.area);
  nearby.grow(2.5 * std::max(nearby.width(), nearby.height()));
  for (std::size_t i = 0; i < drawing.communities.size(); ++i) {
    const Community& other = drawing.communities[i];
    const bool shown = own.subdistrict.empty()
                           ? bounds(other.area).intersects(nearby) && nearby.contains(bounds(other.area).centre())
                           : other.subdistrict == own.subdistrict;
    if (!shown) continue;
    if (static_cast<std::int32_t>(i) == focus) sheet.locator_focus = static_cast<std::int32_t>(sheet.locator.size());
    sheet.locator.push_back(other.area);
  }
}

void add_words(const PlanDrawing& drawing, const PlanSheetOptions& options, std::int32_t focus, MapSheet& sheet) {
  const Language language = options.language;
  std::string name = drawing.name;
  if (focus >= 0) {
    name = community_title(language, drawing.communities[static_cast<std::size_t>(focus)]);
  }
  sheet.title = say(language, "map_title_plan", {name});
  sheet.subtitles = {plan_summary(drawing, focus, language)};
  sheet.crs_text = crs_words(language, drawing.crs);
  sheet.date = drawing.date;
  sheet.maker = drawing.maker;
  sheet.mark = drawing.mark;
  if (!drawing.household_basis.empty()) sheet.notes.push_back(say(language, "map_basis", {drawing.household_basis}));
  sheet.notes.insert(sheet.notes.end(), drawing.notes.begin(), drawing.notes.end());
  sheet.notes.push_back(say(language, "map_internal"));
}

}  // namespace

std::int32_t find_community(const PlanDrawing& drawing, const std::string& id) {
  for (std::size_t i = 0; i < drawing.communities.size(); ++i) {
    if (drawing.communities[i].id == id) return static_cast<std::int32_t>(i);
  }
  return -1;
}

std::vector<int> plan_colours(const PlanDrawing& drawing) {
  AreaList areas;
  std::vector<std::int32_t> community;
  for (const PlanGrid& grid : drawing.grids) {
    areas.push_back(&grid.area);
    community.push_back(grid.community);
  }
  return colour_grids(find_borders(areas).neighbours, community);
}

void prepare_for_many_sheets(PlanDrawing& drawing) {
  drawing.grid_colours = plan_colours(drawing);
  drawing.footprint_boxes.clear();
  drawing.cell_boxes.clear();
  for (const Building& building : drawing.buildings) drawing.footprint_boxes.push_back(bounds(building.footprint));
  for (const PlanCell& cell : drawing.cells) drawing.cell_boxes.push_back(bounds(cell.area));
}

MapSheet plan_sheet(const PlanDrawing& drawing, const PlanSheetOptions& options) {
  MapSheet sheet;
  sheet.language = options.language;
  std::int32_t focus = options.community_id.empty() ? -1 : find_community(drawing, options.community_id);
  if (drawing.communities.size() == 1) focus = 0;
  if (options.grid >= 0) focus = drawing.grids[static_cast<std::size_t>(options.grid)].community;
  sheet.focus_community = focus;
  sheet.extent = extent_of(drawing, focus, options.grid);
  add_words(drawing, options, focus, sheet);
  // The table decides on the room of the map, so the page is chosen after it and before anything is cut to the window.
  if (options.tables && (focus >= 0 || drawing.communities.size() <= kMostTabulated)) sheet.tables.emplace_back();
  sheet.page = options.grid >= 0 ? page_format(options.paper, true) : best_page(sheet, options.paper);
  const SheetLayout layout = lay_out(sheet);
  const Box window = layout.visible();
  sheet.communities = sheet_communities(drawing.communities, window);
  add_grids(drawing, options, window, sheet);
  add_ground(drawing, options, window, layout.denominator, sheet);
  add_marks(drawing, options, window, sheet);
  if (!sheet.tables.empty()) {
    sheet.tables.front() = focus >= 0 ? table_of_grids(sheet, focus) : table_of_communities(drawing, options.language);
  }
  if (focus < 0) sheet.place_names = district_place_names(drawing.communities);
  if (focus >= 0 && options.locator) add_locator(drawing, focus, sheet);
  sheet.legend = legend_of(sheet);
  return sheet;
}

}  // namespace wangge
