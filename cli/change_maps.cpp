#include "cli/change_maps.hpp"

#include "algorithms/change/old_outlines.hpp"
#include "io/whole_folder.hpp"

namespace wangge {

ChangeDrawing change_drawing(const PlanDossier& dossier, PlanDrawing drawing) {
  const PlanComparison& comparison = *dossier.comparison;
  std::vector<GridChange> change;
  for (std::size_t g = 0; g < dossier.plan.grids.size(); ++g)
    if (dossier.plan.grids[g].kind != GridKind::micro) change.push_back(comparison.new_grids[g].change);
  std::vector<SheetDot> moved;
  for (const MovedBuilding& m : comparison.moved) {
    const Building& building = dossier.city.buildings[static_cast<std::size_t>(m.building)];
    if (building.households.value() > 0) moved.push_back({building.point, building.households});
  }
  drawing.old_grids = old_outlines(dossier.city, dossier.plan, *dossier.old_plan);
  return change_drawing(std::move(drawing), std::move(change), std::move(moved));
}

Result<std::vector<AtlasSheet>> write_change_maps(const ChangeDrawing& drawing, const PlanComparison& comparison,
                                                  const AtlasOptions& options, const PlaceOfSheet& place_of,
                                                  const RunContext& run) {
  std::vector<AtlasSheet> sheets;
  std::vector<const ChangeFigures*> figures;
  for (const ChangeFigures& one : comparison.by_community) {
    if (one.households_changing == 0 && one.unchanged == one.new_grids && one.removed == 0) continue;
    const std::string name = one.name.empty() ? one.code : one.code + "_" + one.name;
    sheets.push_back({safe_file_name(name) + "." + options.format, one.name.empty() ? one.code : one.name, one.code, ""});
    figures.push_back(&one);
  }
  const Status drawn = draw_sheets(
      sheets, "stage_changes", options,
      [&](std::size_t i) {
        PlanSheetOptions sheet = options.sheet();
        sheet.community_id = sheets[i].community;
        return change_sheet(drawing, *figures[i], sheet);
      },
      place_of, run);
  if (!drawn) return drawn.error();
  return sheets;
}

}  // namespace wangge
