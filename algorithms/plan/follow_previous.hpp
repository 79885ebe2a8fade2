/// Ties the grids of a new plan to those of the plan in force, by the households they hold in common.
#pragma once

#include "core/city.hpp"
#include "core/plan.hpp"

namespace wangge {

/// Sets `previous_code` (the old grid that gave the grid most households) and `change` of every grid. Without a plan in force
/// nothing is set.
void follow_previous(const City& city, Plan& plan);

}  // namespace wangge
