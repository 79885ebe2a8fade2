/// 网格台账: everything a planner hands over in tables, from a plan and what was computed with it.
/// Guarantees
///  - figures of grids are counted from the buildings of the plan, not taken from the plan's columns;
///  - the roll-up of every level sums to the one above it;
///  - no personal data: names, telephones and the like are not part of a city. Only an internal edition (`persons` given) has
///    them, and says so in `Ledger::mark`;
///  - figures that no building of the city has (persons, stairwells, party members) are empty, not nought;
///  - sheets without a subject (coverage without circles, changes without a plan in force ...) are left out.
/// Cost: linear in buildings and grids.
#pragma once

#include <vector>

#include "core/circle_report.hpp"
#include "core/city.hpp"
#include "core/ledger.hpp"
#include "core/plan.hpp"
#include "core/plan_comparison.hpp"
#include "core/siting_report.hpp"

namespace wangge {

struct LedgerInput {
  const City& city;  ///< as prepare_city left it
  const Plan& plan;
  const std::vector<std::int32_t>& grid_of_building;  ///< by building, -1 = none
  const std::vector<Violation>& violations;           ///< of the audit
  const CircleReport* circles = nullptr;              ///< coverage rows in the order of the city's buildings
  const Plan* old_plan = nullptr;                     ///< both or none
  const PlanComparison* comparison = nullptr;
  Language language = Language::english;
  const SitingReport* sites = nullptr;                ///< proposed new centres
  const std::vector<StaffPerson>* persons = nullptr;  ///< internal edition: who works in the grids
};

/// Name and value of what a reader must know before the first figure: of what, by which rules, in which system, counted how.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> plan_facts(const LedgerInput& input);
[[nodiscard]] Ledger plan_ledger(const LedgerInput& input);

}  // namespace wangge
