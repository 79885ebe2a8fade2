/// 三级网格: the three-level variant of the hierarchy, read off a plan with micro grids.
///  1. the community as a whole (社区总网格);
///  2. its grids: compound grids (小区网格), where one compound holds at least half of the households, else block
///     grids (街区网格); exclusive grids;
///  3. the micro grids of a grid: building grids (楼栋网格) where compounds hold at least half of the households, else lane grids
///     (街巷网格).
/// Codes are those of the plan; the community as a whole has the running number nought.
#pragma once

#include "core/catalogue.hpp"
#include "core/city.hpp"
#include "core/plan.hpp"

namespace wangge {

/// Sets Plan::levels where the rules want three levels; figures are counted from the buildings, and those of every level sum to
/// the one above it (but for exclusive grids, which have no third level).
void form_levels(const City& city, Language language, Plan& plan);

}  // namespace wangge
