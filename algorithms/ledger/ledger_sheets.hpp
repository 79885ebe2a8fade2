/// Private to ledger: the sheets of plan_ledger, a file each.
#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/ledger/plan_ledger.hpp"

namespace wangge {

/// Figures of a grid counted from its buildings.
struct GridTally {
  std::vector<std::int32_t> buildings;
  std::int64_t households = 0, units = 0, party_members = 0;
  double population = 0;
  std::int64_t covered = 0;  ///< households
  double walk_weight = 0;    ///< sum of households x metres
  std::int64_t walk_households = 0;
  std::int32_t nearest_centre = -1;     ///< of most households
  std::vector<std::int32_t> compounds;  ///< in the order they are met
};

/// One a grid; micro grids count the cells that name them.
[[nodiscard]] std::vector<GridTally> count_grids(const LedgerInput& input);

[[nodiscard]] LedgerSheet grid_register(const LedgerInput& input, const std::vector<GridTally>& counts);
[[nodiscard]] LedgerSheet building_table(const LedgerInput& input);
[[nodiscard]] LedgerSheet exclusive_register(const LedgerInput& input, const std::vector<GridTally>& counts);
[[nodiscard]] LedgerSheet branch_register(const LedgerInput& input);
[[nodiscard]] LedgerSheet group_register(const LedgerInput& input);
[[nodiscard]] LedgerSheet hierarchy_table(const LedgerInput& input, const std::vector<GridTally>& counts);
[[nodiscard]] LedgerSheet proof_table(const LedgerInput& input);
[[nodiscard]] std::vector<LedgerSheet> coverage_sheets(const LedgerInput& input, const std::vector<GridTally>& counts);
/// Centres, levels, sub-districts, overlap, capacity, walking profiles: those the circles know about.
[[nodiscard]] std::vector<LedgerSheet> centre_sheets(const LedgerInput& input);
/// Proposed new centres.
[[nodiscard]] LedgerSheet site_register(const LedgerInput& input);
[[nodiscard]] std::vector<LedgerSheet> staff_sheets(const LedgerInput& input);
/// What a community needs beside its grids' posts, and with a list what it has and lacks.
[[nodiscard]] LedgerSheet community_staff(const LedgerInput& input);
/// With `input.persons` only: who works where, a row a person; and names and telephone numbers as columns of the grid register.
[[nodiscard]] LedgerSheet staff_roster(const LedgerInput& input);
void add_staff_columns(const LedgerInput& input, LedgerSheet& register_of_grids);
/// The grids of the three-level variant, and stairwell units.
[[nodiscard]] LedgerSheet level_register(const LedgerInput& input);
[[nodiscard]] LedgerSheet unit_table(const LedgerInput& input);
/// Old functional layers merged into the plan (多网合一), and the crosswalk.
[[nodiscard]] std::vector<LedgerSheet> layer_sheets(const LedgerInput& input);
/// Every rule with the number of places where it is broken; rules that the job does not set say so.
[[nodiscard]] LedgerSheet rule_summary(const LedgerInput& input);
/// The way of a plan from survey to filing, a row a step, to be signed and sealed by hand.
[[nodiscard]] LedgerSheet approval_form(const LedgerInput& input);
[[nodiscard]] LedgerSheet violation_table(const LedgerInput& input);
[[nodiscard]] LedgerSheet finding_table(const LedgerInput& input);

/// "东至…，南至…，西至…，北至…"; sides without a named thing are marked as such.
[[nodiscard]] std::string four_boundaries(const PlanGrid& grid, Language language);

}  // namespace wangge
