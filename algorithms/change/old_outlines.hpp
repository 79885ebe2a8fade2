/// Where the grids of an old plan lay, for a map of changes.
#pragma once

#include <vector>

#include "core/city.hpp"
#include "core/plan.hpp"

namespace wangge {

/// By old grid: its own area where the old plan holds one; else the union of the new plan's cells whose buildings were its own.
/// Land without buildings goes with the neighbour it shares most border with. Empty where neither is known.
[[nodiscard]] std::vector<MultiPolygon> old_outlines(const City& city, const Plan& plan, const Plan& old_plan);

}  // namespace wangge
