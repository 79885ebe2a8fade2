/// 调整前后对照表: the comparison of two plans as sheets.
#pragma once

#include <vector>

#include "core/city.hpp"
#include "core/ledger.hpp"
#include "core/plan_comparison.hpp"

namespace wangge {

/// change_summary (a row a community), change_grids (a row a new grid), change_old_grids, crosswalk (a row for every old and new
/// grid with something in common), change_buildings (who changes grid). Rows without a change are in them too.
[[nodiscard]] std::vector<LedgerSheet> change_sheets(const City& city, const Plan& old_plan, const Plan& new_plan,
                                                     const PlanComparison& comparison, Language language);

}  // namespace wangge
