/// 网格公示牌 as files: a PDF a community with a page a grid, or a picture a grid.
#pragma once

#include <vector>

#include "cli/atlas_sheets.hpp"
#include "cli/plan_dossier.hpp"
#include "render/notice_sheet.hpp"

namespace wangge {

/// One a grid of the drawing that dossier_drawing makes of the dossier, which has its buildings in grids.
[[nodiscard]] std::vector<GridNotice> grid_notices(const PlanDossier& dossier, Language language);
/// In the order of the communities; they refer to `drawing` and `notices`.
[[nodiscard]] std::vector<SheetFile> notice_files(const PlanDrawing& drawing, const std::vector<GridNotice>& notices,
                                                  const AtlasOptions& options);

}  // namespace wangge
