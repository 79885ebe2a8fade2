/// 网格调整图: the new grids coloured by what became of the old ones, and the buildings that change grid as dots.
/// Guarantees: the kinds of change that occur, and no others, are in the legend with their colours; everything else as
/// plan_sheet.
#pragma once

#include "core/plan_comparison.hpp"
#include "render/plan_sheet.hpp"

namespace wangge {

struct ChangeDrawing {
  PlanDrawing plan;                ///< grids coloured by their change, old outlines in `old_grids`
  std::vector<GridChange> change;  ///< by grid of the plan
  std::vector<SheetDot> moved;     ///< points and households of the buildings that change grid
};

/// `drawing.grids` are those of the new plan that the comparison counts (without micro grids), in its order.
[[nodiscard]] ChangeDrawing change_drawing(PlanDrawing drawing, std::vector<GridChange> change, std::vector<SheetDot> moved);
/// @param figures  of the community that the options name, or of all
[[nodiscard]] MapSheet change_sheet(const ChangeDrawing& drawing, const ChangeFigures& figures,
                                    const PlanSheetOptions& options = {});

}  // namespace wangge
