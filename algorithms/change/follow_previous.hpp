/// Ties the grids of a new plan to those of the plan in force, by the households they hold in common.
#pragma once

#include "core/catalogue.hpp"
#include "core/city.hpp"
#include "core/plan.hpp"

namespace wangge {

/// Sets `previous_code` (the old grid that gave the grid most households) and `change` of every grid, hands the old codes down
/// (coding/inherit_codes.hpp) and sorts the grids of each community by code. Without a plan in force nothing is changed.
void follow_previous(const City& city, Language language, Plan& plan);

}  // namespace wangge
