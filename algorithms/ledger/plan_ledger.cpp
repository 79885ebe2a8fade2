#include "algorithms/ledger/plan_ledger.hpp"

#include <set>

#include "algorithms/ledger/change_sheets.hpp"
#include "algorithms/ledger/ledger_sheets.hpp"
#include "core/crs_words.hpp"

namespace wangge {

namespace {

std::string value_of(const Plan& plan, const std::string& key) {
  for (const auto& [name, value] : plan.info)
    if (name == key) return value;
  return {};
}

/// Figures that no building of the city has are not known: their cells stay empty instead of saying nought.
void leave_unknown_empty(const City& city, Ledger& ledger) {
  bool population = false, units = false, members = false;
  for (const Building& b : city.buildings) {
    population |= b.population > 0;
    units |= b.units > 0;
    members |= b.party_members > 0;
  }
  std::set<std::string> unknown;
  if (!population) unknown.insert({"population", "workers_required"});
  if (!units) unknown.insert({"units", "unit_heads"});
  if (!members) unknown.insert("party_members");
  if (city.compounds.empty()) unknown.insert("compounds");
  for (LedgerSheet& sheet : ledger.sheets)
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
      if (!unknown.contains(sheet.columns[i].key)) continue;
      for (LedgerRow& row : sheet.rows)
        if (i < row.size()) row[i] = {};
      if (i < sheet.total.size() && sheet.columns[i].kind != LedgerKind::text) sheet.total[i] = {};
    }
}

}  // namespace

std::vector<std::pair<std::string, std::string>> plan_facts(const LedgerInput& in) {
  const Language language = in.language;
  std::vector<std::pair<std::string, std::string>> facts;
  const auto fact = [&](const char* id, const std::string& value) {
    if (!value.empty()) facts.emplace_back(say(language, id), value);
  };
  std::int64_t comprehensive = 0, exclusive = 0, micro = 0, in_range = 0, households = 0, built = 0;
  for (const PlanGrid& grid : in.plan.grids) {
    (grid.kind == GridKind::micro ? micro : grid.kind == GridKind::exclusive ? exclusive : comprehensive) += 1;
    in_range += grid.kind == GridKind::comprehensive && grid.status == GridStatus::ok ? 1 : 0;
  }
  for (std::size_t b = 0; b < in.grid_of_building.size(); ++b)
    if (in.grid_of_building[b] >= 0) households += in.city.buildings[b].households.value();
  fact("fact_name", in.city.name);
  fact("fact_date", value_of(in.plan, "created").substr(0, 10));
  fact("fact_prepared_by", in.city.prepared_by);
  fact("fact_crs", crs_words(language, in.city.crs));
  fact("fact_basis", in.city.household_basis);
  fact("fact_rules",
       say(language, "fact_rules_value",
           {std::to_string(in.city.rules.min_households.value()), std::to_string(in.city.rules.max_households.value()),
            std::to_string(in.city.rules.target_households.value())}));
  if (in.city.previous_is_merged) {
    std::string layers;
    for (const FunctionalLayer& layer : in.city.functional_layers)
      layers += (layers.empty() ? "" : say(language, "list_comma")) + layer.name;
    fact("fact_merged", layers);
  }
  fact("fact_communities", with_commas(static_cast<std::int64_t>(in.city.communities.size())));
  fact("fact_grids", say(language, "fact_grids_value", {with_commas(comprehensive), with_commas(exclusive), with_commas(micro)}));
  fact("fact_in_range", say(language, "fact_of", {with_commas(in_range), with_commas(comprehensive)}));
  fact("fact_households", with_commas(households));
  for (const Centre& centre : in.city.centres) built += centre.planned ? 0 : 1;
  if (!in.city.centres.empty())
    fact("fact_centres",
         say(language, "fact_of", {with_commas(built), with_commas(static_cast<std::int64_t>(in.city.centres.size()))}));
  if (in.comparison != nullptr) {
    const ChangeFigures& f = in.comparison->total;
    fact("fact_stability", with_decimals(f.stability * 100, 1) + "%");
    fact("fact_changing", say(language, "fact_of", {with_commas(f.households_changing), with_commas(f.households)}));
  }
  fact("fact_violations", with_commas(static_cast<std::int64_t>(in.violations.size())));
  fact("fact_seed", value_of(in.plan, "seed"));
  fact("fact_version", value_of(in.plan, "version"));
  return facts;
}

Ledger plan_ledger(const LedgerInput& in) {
  Ledger ledger;
  ledger.language = in.language;
  ledger.title = say(in.language, "ledger_title", {in.city.name});
  ledger.date = value_of(in.plan, "created");
  ledger.facts = plan_facts(in);
  const std::vector<GridTally> counts = count_grids(in);
  ledger.sheets.push_back(grid_register(in, counts));
  if (in.persons != nullptr) {
    ledger.mark = say(in.language, "internal_mark");
    add_staff_columns(in, ledger.sheets.back());
    ledger.sheets.push_back(staff_roster(in));
  }
  ledger.sheets.push_back(building_table(in));
  if (LedgerSheet sheet = exclusive_register(in, counts); !sheet.rows.empty()) ledger.sheets.push_back(std::move(sheet));
  if (!in.plan.branches.empty()) ledger.sheets.push_back(branch_register(in));
  if (!in.plan.groups.empty()) ledger.sheets.push_back(group_register(in));
  ledger.sheets.push_back(hierarchy_table(in, counts));
  if (!in.plan.levels.empty()) ledger.sheets.push_back(level_register(in));
  if (LedgerSheet sheet = unit_table(in); !sheet.rows.empty()) ledger.sheets.push_back(std::move(sheet));
  if (!in.plan.communities.empty()) ledger.sheets.push_back(proof_table(in));
  if (in.city.staff.wanted)
    for (LedgerSheet& sheet : staff_sheets(in)) ledger.sheets.push_back(std::move(sheet));
  if (in.circles != nullptr)
    for (LedgerSheet& sheet : coverage_sheets(in, counts)) ledger.sheets.push_back(std::move(sheet));
  if (in.circles != nullptr)
    for (LedgerSheet& sheet : centre_sheets(in)) ledger.sheets.push_back(std::move(sheet));
  if (in.sites != nullptr) ledger.sheets.push_back(site_register(in));
  if (!in.plan.crosswalk.empty())
    for (LedgerSheet& sheet : layer_sheets(in)) ledger.sheets.push_back(std::move(sheet));
  if (in.comparison != nullptr && in.old_plan != nullptr)
    for (LedgerSheet& sheet : change_sheets(in.city, *in.old_plan, in.plan, *in.comparison, in.language))
      ledger.sheets.push_back(std::move(sheet));
  ledger.sheets.push_back(rule_summary(in));
  ledger.sheets.push_back(violation_table(in));
  ledger.sheets.push_back(finding_table(in));
  ledger.sheets.push_back(approval_form(in));
  leave_unknown_empty(in.city, ledger);
  return ledger;
}

}  // namespace wangge
