/// 网格公示牌: the sheet that hangs where a grid's residents pass by.
/// Guarantees
///  - public: no households, persons, names of staff or telephone numbers, whatever the drawing holds; who serves the grid is
///    left free to be filled in, and so is the number of the map's approval (审图号);
///  - only the grid is in full colour; its neighbours are veiled and numbered.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "render/plan_sheet.hpp"

namespace wangge {

/// What a notice says beside its map.
struct GridNotice {
  std::int32_t grid = -1;          ///< index into PlanDrawing::grids
  std::vector<SheetFact> facts;    ///< code, boundaries, compounds, buildings ...
  std::vector<std::string> posts;  ///< one empty row each
};

[[nodiscard]] MapSheet notice_sheet(const PlanDrawing& drawing, const GridNotice& notice, const PlanSheetOptions& options = {});

}  // namespace wangge
