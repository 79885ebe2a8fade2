#include "cli/change_maps.hpp"

#include "algorithms/change/old_outlines.hpp"
#include "io/whole_folder.hpp"

namespace wangge {

GridChanges grid_changes(const PlanDossier& dossier) {
  const PlanComparison& comparison = *dossier.comparison;
  GridChanges changes;
  for (std::size_t g = 0; g < dossier.plan.grids.size(); ++g)
    if (dossier.plan.grids[g].kind != GridKind::micro) changes.of_grid.push_back(comparison.new_grids[g]);
  for (const MovedBuilding& m : comparison.moved) {
    const Building& building = dossier.city.buildings[static_cast<std::size_t>(m.building)];
    if (building.households.value() > 0) changes.moved.push_back({building.point, building.households, true});
  }
  changes.old_grids = old_outlines(dossier.city, dossier.plan, *dossier.old_plan);
  for (const PlanGrid& grid : dossier.old_plan->grids) changes.old_codes.push_back(grid.code);
  return changes;
}

std::vector<SheetFile> change_maps(const PlanDrawing& drawing, const GridChanges& changes, const PlanComparison& comparison,
                                   const AtlasOptions& options) {
  std::vector<SheetFile> sheets;
  for (const ChangeFigures& one : comparison.by_community) {
    if (one.households_changing == 0 && one.unchanged == one.new_grids && one.removed == 0) continue;
    const std::string name = one.name.empty() ? one.code : one.code + "_" + one.name;
    sheets.push_back({safe_file_name(name) + "." + options.format, one.name.empty() ? one.code : one.name,
                      [&drawing, &changes, &one, options] {
                        PlanSheetOptions sheet = options.sheet();
                        sheet.community_id = one.code;
                        return picture_of(change_sheet(drawing, changes, one, sheet), options.format, options.picture);
                      }});
  }
  return sheets;
}

}  // namespace wangge
