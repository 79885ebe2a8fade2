/// A plan with everything that is said about it: the city, the audit, coverage, the comparison with the plan in force. What
/// report and handover start from.
#pragma once

#include <optional>

#include "algorithms/ledger/plan_ledger.hpp"
#include "cli/arguments.hpp"
#include "cli/console.hpp"

namespace wangge {

struct PlanDossier {
  City city;  ///< prepared
  Plan plan;
  std::vector<std::int32_t> grid_of_building;
  std::vector<Violation> violations;
  std::optional<CircleReport> circles;
  std::optional<SitingReport> sites;
  std::optional<std::vector<StaffPerson>> persons;  ///< --internal
  std::optional<Plan> old_plan;
  std::optional<PlanComparison> comparison;

  /// References into this dossier.
  [[nodiscard]] LedgerInput ledger_input(Language language) const;
  [[nodiscard]] Ledger ledger(Language language) const;
  /// What the first page of the ledger says.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> ledger_facts(Language language) const;
  /// A row of plan_info; empty when absent.
  [[nodiscard]] std::string info(const std::string& key) const;
};

/// Reads the project, the plan and, where given, --circles, --previous and, with --internal, who works in the grids; without
/// --previous the plan in force of the project.
[[nodiscard]] Result<PlanDossier> load_dossier(const Arguments& arguments, Console& console, const RunContext& run);
/// The plan of --previous, else the plan in force of the city, compared with the dossier's; neither known: nothing is added.
[[nodiscard]] Status add_comparison(const Arguments& arguments, Language language, PlanDossier& dossier);

}  // namespace wangge
