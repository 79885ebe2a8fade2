/// 网格调整图: the new grids coloured by what became of the old ones, and the buildings that change grid as dots.
/// Guarantees: the kinds of change that occur, and no others, are in the legend with their colours; everything else as
/// plan_sheet.
#pragma once

#include "core/plan_comparison.hpp"
#include "render/plan_sheet.hpp"

namespace wangge {

/// `drawing.grids` are those of the new plan that `comparison` counts (without micro grids), in its order.
/// @param moved  points and households of the buildings that change grid
[[nodiscard]] MapSheet change_sheet(PlanDrawing drawing, const std::vector<GridChange>& change, std::vector<SheetDot> moved,
                                    const ChangeFigures& figures, const PlanSheetOptions& options = {});

}  // namespace wangge
