/// 网格调整图: the new grids coloured by what became of the old ones, and the buildings that change grid as dots.
/// Guarantees: the kinds of change that occur, and no others, are in the legend with their colours; the table of a community says
/// where each of its grids comes from; everything else as plan_sheet.
#pragma once

#include <string>
#include <vector>

#include "core/plan_comparison.hpp"
#include "render/plan_sheet.hpp"

namespace wangge {

struct GridChanges {
  std::vector<NewGridOrigin> of_grid;   ///< by grid of the drawing, as the comparison counts them (without micro grids)
  std::vector<std::string> old_codes;   ///< by old grid
  std::vector<SheetDot> moved;          ///< the buildings that change grid
  std::vector<MultiPolygon> old_grids;  ///< outlines in the plan before; may be empty
};

/// @param figures  of the community that the options name, or of all
[[nodiscard]] MapSheet change_sheet(const PlanDrawing& drawing, const GridChanges& changes, const ChangeFigures& figures,
                                    const PlanSheetOptions& options = {});

}  // namespace wangge
