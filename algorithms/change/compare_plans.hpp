/// Compares two plans of one city by the households their grids have in common, whatever the codes and the number of grids.
/// Guarantees
///  - `change` of a new grid follows the rule of the plan file (follow_previous): unchanged = the same buildings; merged = most
///  of
///    two or more old grids lies in it; adjusted = it holds most of its main old grid; split = its main old grid went mostly
///    elsewhere; new = nothing of any old grid;
///  - fate of an old grid: removed = nothing of it in any grid; merged = its heir holds most of another old grid too; split = it
///  is
///    the main origin of two or more new grids;
///  - partners are a one-to-one matching that keeps the most households in place, so that households_changing is the least any
///    naming of the new grids allows; households_moved (not in the heir) is the measure of the change budget and never more;
///  - a grid without buildings is tied to the old grid that holds its inner point;
///  - compared with itself nothing changes; equal input gives equal rows.
/// Not counted: buildings that are in no grid of one of the two plans.
/// Cost: linear in cells, plus the matching.
#pragma once

#include "core/city.hpp"
#include "core/plan_comparison.hpp"

namespace wangge {

/// @param city  as prepare_city left it; both plans read against it (their cells name its buildings)
[[nodiscard]] PlanComparison compare_plans(const City& city, const Plan& old_plan, const Plan& new_plan);

}  // namespace wangge
