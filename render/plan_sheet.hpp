/// 网格划分图: makes the sheet of a division, for one community or for the whole area.
/// Guarantees
///  - only what lies inside the neat line is copied into the sheet;
///  - one sheet a community has a table of its grids and a locator map; a sheet of up to 40 communities has a table of
///  communities; an
///    overview of more has none;
///  - the legend names what is drawn and nothing else;
///  - a grid has the same colour on the overview and on the sheet of its community.
/// Cost: linear in the drawing a sheet; an atlas should call prepare_for_many_sheets once.
/// Example: `draw_map(plan_sheet(drawing, {.community_id = "150102001001"}))`
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/catalogue.hpp"
#include "core/city.hpp"
#include "core/plan.hpp"
#include "render/map_sheet.hpp"

namespace wangge {

/// A plan as far as it can be drawn; filled from a run or from the layers of a plan file. Everything but `grids` may be empty.
/// PlanGrid::community, PlanCell::community and Building::community are indices into `communities`.
struct PlanDrawing {
  std::string name;  ///< of the city or job
  std::vector<Community> communities;
  std::vector<PlanGrid> grids;
  std::vector<PlanCell> cells;
  std::vector<Building> buildings;  ///< those with footprints are drawn
  std::vector<Compound> compounds;
  std::vector<Barrier> barriers;
  std::vector<WalkLine> roads;
  std::vector<Centre> centres;
  std::vector<Gate> gates;
  std::vector<Finding> findings;
  std::vector<Violation> violations;
  std::vector<int> grid_colours;  ///< one a grid, or empty: chosen by plan_sheet
  std::vector<Box> footprint_boxes,
      cell_boxes;   ///< one a building and a cell, or empty: found by plan_sheet, for every sheet anew
  std::string crs;  ///< "EPSG:4546"
  std::string household_basis;
  std::string date;                ///< "2026-11-22"
  std::string maker;               ///< 编制单位
  std::string mark;                ///< of an internal edition
  std::vector<std::string> staff;  ///< internal edition: name and telephone of each grid's head; else empty
  std::vector<std::string> notes;  ///< further footnotes, e.g. the hash of the plan
};

struct PlanSheetOptions {
  Language language = Language::chinese;
  std::string community_id;  ///< empty = the whole area
  std::int32_t grid = -1;    ///< index into the drawing's grids: the sheet is about this one, on a wide page
  Paper paper = Paper::a3;
  bool tables = true;
  bool locator = true;
  bool cells = true;
  bool show_violations = true;
  bool show_findings = false;         ///< data problems with a place; for working copies
  std::span<const int> grid_colours;  ///< one a grid, instead of the drawing's own
};

/// What all sheets of an atlas ask for: colours and boxes.
void prepare_for_many_sheets(PlanDrawing& drawing);
/// Index of the community with this id; -1 = none.
[[nodiscard]] std::int32_t find_community(const PlanDrawing& drawing, const std::string& id);
[[nodiscard]] std::vector<int> plan_colours(const PlanDrawing& drawing);
/// An id that no community has gives the sheet of the whole area; ask find_community first.
[[nodiscard]] MapSheet plan_sheet(const PlanDrawing& drawing, const PlanSheetOptions& options = {});

}  // namespace wangge
