/// Maps of the grids before and after, shared by atlas and handover: the whole area, and every community in which grids change.
#pragma once

#include "cli/atlas_sheets.hpp"
#include "cli/plan_dossier.hpp"
#include "render/change_sheet.hpp"

namespace wangge {

/// What the sheets need beside the drawing of the dossier's plan; the dossier has a comparison.
[[nodiscard]] GridChanges grid_changes(const PlanDossier& dossier);
/// A sheet for every community in which some grid changes. They refer to all that is given here.
[[nodiscard]] std::vector<SheetFile> change_maps(const PlanDrawing& drawing, const GridChanges& changes,
                                                 const PlanComparison& comparison, const AtlasOptions& options);

}  // namespace wangge
