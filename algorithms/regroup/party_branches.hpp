/// 网格党支部: party branches of one or several neighbouring grids, by their party members.
///
/// A second division: the comprehensive grids of a community are its atoms, party members its households. Levels and score are
/// those of the division of grids (members out of range, then balance about the target and short borders), with at most so many
/// grids a branch. Grids touch where their outlines share an edge. A community with too few members is one branch or more, each
/// `too_small`; a grid with too many members is one of its own, `too_large` (it may become a general branch, 党总支).
/// Members of a building that lies in several grids go with its households.
#pragma once

#include "core/catalogue.hpp"
#include "core/city.hpp"
#include "core/plan.hpp"
#include "core/run_context.hpp"

namespace wangge {

/// Fills Plan::branches and PlanGrid::branch; any plan with outlines and cells. Nothing unless GridRules::branches is wanted.
void form_branches(const City& city, Language language, const RunContext& run, Plan& plan);

}  // namespace wangge
