#include "render/notice_sheet.hpp"

#include <algorithm>

namespace wangge {

MapSheet notice_sheet(const PlanDrawing& drawing, const GridNotice& notice, const PlanSheetOptions& options) {
  const Language language = options.language;
  PlanSheetOptions own = options;
  own.grid = notice.grid;
  own.cells = false;
  own.show_violations = false;
  MapSheet sheet = plan_sheet(drawing, own);
  const PlanGrid& grid = drawing.grids[static_cast<std::size_t>(notice.grid)];
  sheet.title = say(language, "notice_title", {grid.name.empty() ? grid.code : grid.name});
  sheet.subtitles = {say(language, "notice_subtitle", {grid.code})};
  sheet.figures = false;
  for (SheetGrid& one : sheet.grids) {
    one.staff.clear();
    one.status = GridStatus::ok;
  }
  std::erase_if(sheet.legend, [](const LegendEntry& entry) { return entry.symbol == LegendSymbol::out_of_range; });
  sheet.facts = notice.facts;
  SheetTable staff;
  staff.title = say(language, "notice_staff");
  staff.columns = {say(language, "notice_post"), say(language, "notice_name"), say(language, "notice_phone")};
  staff.right_aligned = {false, false, false};
  staff.least_widths = {0, 9, 12};
  for (const std::string& post : notice.posts) staff.rows.push_back({post, "", ""});
  sheet.tables = {staff};
  sheet.mark.clear();
  sheet.notes = {say(language, "notice_note"), say(language, "notice_approval")};
  return sheet;
}

}  // namespace wangge
