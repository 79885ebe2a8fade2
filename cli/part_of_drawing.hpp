/// Some communities of a drawing with what may be seen around them: sheets of a part need not look at the whole city again.
#pragma once

#include <vector>

#include "render/plan_sheet.hpp"

namespace wangge {

/// The communities whose flag is set with their grids and buildings; of everything else what touches the window. References
/// within the part are its own. Colours of grids stay; names of staff are left out.
[[nodiscard]] PlanDrawing part_of_drawing(const PlanDrawing& all, const std::vector<bool>& communities, const Box& window);

}  // namespace wangge
