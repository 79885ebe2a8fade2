/// In which grid of a plan each building of a city lies.
#pragma once

#include <cstdint>
#include <vector>

#include "core/city.hpp"
#include "core/plan.hpp"

namespace wangge {

/// By building: index into plan.grids, -1 = none; never a micro grid. From the cells of the plan, and where it has none (drawn by
/// hand) by the building's point, the first grid that holds it.
[[nodiscard]] std::vector<std::int32_t> grid_of_building(const City& city, const Plan& plan);

/// Households, population, number of buildings and of compounds of every grid but micro grids, counted from the buildings, and
/// the status of comprehensive grids by the city's rules: what a hand-drawn plan states, if anything, is not believed.
void count_anew(const City& city, const std::vector<std::int32_t>& grid_of_building, Plan& plan);

/// The plan in force of a city as a plan: a grid for every code its buildings name, in the order of the codes, with the outline
/// where the city holds one; a cell without area for every such building. Empty when no plan is in force.
[[nodiscard]] Plan plan_in_force(const City& city);

}  // namespace wangge
