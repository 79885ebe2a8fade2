#include "cli/plan_dossier.hpp"

#include <algorithm>

#include "algorithms/audit/audit_plan.hpp"
#include "algorithms/change/compare_plans.hpp"
#include "algorithms/change/grid_of_building.hpp"
#include "algorithms/functional/layer_crosswalk.hpp"
#include "algorithms/regroup/level_grids.hpp"
#include "algorithms/regroup/party_branches.hpp"
#include "algorithms/regroup/party_groups.hpp"
#include "cli/load_city.hpp"
#include "io/read_circles.hpp"
#include "io/read_plan.hpp"
#include "io/read_sites.hpp"
#include "io/staff_list.hpp"

namespace wangge {

LedgerInput PlanDossier::ledger_input(Language language) const {
  return {city,
          plan,
          grid_of_building,
          violations,
          circles ? &*circles : nullptr,
          old_plan ? &*old_plan : nullptr,
          comparison ? &*comparison : nullptr,
          language,
          sites ? &*sites : nullptr,
          persons ? &*persons : nullptr};
}

Ledger PlanDossier::ledger(Language language) const { return plan_ledger(ledger_input(language)); }

std::vector<std::pair<std::string, std::string>> PlanDossier::ledger_facts(Language language) const {
  return plan_facts(ledger_input(language));
}

std::string PlanDossier::info(const std::string& key) const {
  for (const auto& [name, value] : plan.info)
    if (name == key) return value;
  return {};
}

Status add_comparison(const Arguments& arguments, Language language, PlanDossier& dossier) {
  if (!arguments.old_plan.empty()) {
    Result<Plan> old_plan = read_plan(arguments.old_plan, dossier.city, language);
    if (!old_plan) return old_plan.error();
    dossier.old_plan = std::move(*old_plan);
  } else if (dossier.city.has_previous) {
    dossier.old_plan = plan_in_force(dossier.city);
  }
  if (dossier.old_plan) dossier.comparison = compare_plans(dossier.city, *dossier.old_plan, dossier.plan);
  return Done{};
}

Result<PlanDossier> load_dossier(const Arguments& arguments, Console& console, const RunContext& run) {
  Result<LoadedCity> loaded = load_city(arguments, console, run);
  if (!loaded) return loaded.error();
  auto facts = facts_of_run(*loaded, arguments);
  PlanDossier dossier;
  if (arguments.internal) {
    Result<std::vector<StaffPerson>> persons = read_staff_persons(loaded->project);
    if (!persons) return persons.error();
    dossier.persons = std::move(*persons);
  }
  dossier.city = prepared_city(std::move(loaded->city), console.language, run.threads);
  Result<Plan> plan = read_plan(arguments.plans.front(), dossier.city, console.language);
  if (!plan) return plan.error();
  dossier.plan = std::move(*plan);
  form_branches(dossier.city, console.language, run, dossier.plan);
  form_groups(dossier.city, console.language, dossier.plan);
  form_levels(dossier.city, console.language, dossier.plan);
  if (dossier.plan.info.empty()) dossier.plan.info = std::move(facts);  // drawn by hand: dated by its input
  dossier.grid_of_building = grid_of_building(dossier.city, dossier.plan);
  dossier.plan.crosswalk = layer_crosswalk(dossier.city, dossier.grid_of_building);
  count_anew(dossier.city, dossier.grid_of_building, dossier.plan);
  dossier.violations = audit_plan(dossier.city, dossier.plan, {console.language});
  if (!arguments.circles.empty()) {
    Result<CircleReport> circles = read_circles(arguments.circles, dossier.city, console.language);
    if (!circles) return circles.error();
    dossier.circles = std::move(*circles);
  }
  if (!arguments.sites.empty()) {
    Result<SitingReport> sites = read_sites(arguments.sites, console.language);
    if (!sites) return sites.error();
    dossier.sites = std::move(*sites);
  }
  if (const Status done = add_comparison(arguments, console.language, dossier); !done) return done.error();
  return dossier;
}

}  // namespace wangge
