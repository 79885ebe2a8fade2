/// Mends a plan with the least change: communities whose plan breaks a rule are divided anew so that as few households as a
/// search finds leave their grid; all others keep theirs.
///
/// Guarantees
///  - a community not in `touch` keeps every building in its grid;
///  - in a touched one no more households are out of range, and no more fitting compounds split, than any division allows
///    that the solver found without a limit of change; households_moved is the least that a search by halves found for that;
///  - with `most_moved` the communities are mended in order of what mending costs, while the limit lasts; the rest stays.
#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/partition/divide_community.hpp"
#include "core/catalogue.hpp"
#include "core/city.hpp"
#include "core/plan.hpp"
#include "core/run_context.hpp"

namespace wangge {

struct RepairOptions {
  DivideOptions division;
  std::int64_t most_moved = -1;  ///< households that may change grid over the city, -1 = as many as it takes
  Language language = Language::english;
};

struct RepairAnswer {
  Plan plan;
  std::int64_t households_moved = 0;
  std::int32_t communities_mended = 0;
  std::int32_t communities_left = 0;  ///< touched, but the limit did not reach
};

/// @param city   prepared; previous_grid of the buildings = their grid in `plan`, has_previous set.
/// @param plan   the plan to mend; land without buildings is placed by its polygons.
/// @param touch  by community.
[[nodiscard]] RepairAnswer repair_plan(const City& city, const Plan& plan, const std::vector<char>& touch,
                                       const RepairOptions& options, const RunContext& run);

}  // namespace wangge
