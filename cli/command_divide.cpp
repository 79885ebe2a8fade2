#include <algorithm>
#include <array>

#include "algorithms/plan/divide_city.hpp"
#include "algorithms/plan/trade_off.hpp"
#include "cli/commands.hpp"
#include "cli/json_report.hpp"
#include "cli/load_city.hpp"
#include "io/whole_file.hpp"
#include "io/write_plan.hpp"

namespace wangge {

namespace {

void summarise(const City& city, const Plan& plan, const Console& console) {
  std::int64_t grids = 0, households = 0, in_range = 0, comprehensive = 0, optimal = 0, infeasible = 0;
  for (const PlanGrid& g : plan.grids) {
    if (g.kind == GridKind::micro) continue;
    ++grids;
    households += g.households.value();
    if (g.kind != GridKind::comprehensive) continue;
    ++comprehensive;
    in_range += g.status == GridStatus::ok ? 1 : 0;
  }
  for (const CommunityResult& c : plan.communities) {
    optimal += c.proof == Proof::optimal ? 1 : 0;
    infeasible += c.proof == Proof::infeasible ? 1 : 0;
  }
  console.message(
      say(console.language, "divide_summary",
          {with_commas(static_cast<std::int64_t>(city.communities.size())), with_commas(grids), with_commas(households),
           with_commas(in_range), with_commas(comprehensive), with_commas(optimal), with_commas(infeasible)}));
}

/// How near to the best the plans are proven to be, and where not.
void summarise_proofs(const City& city, const Plan& plan, double share, const Console& console) {
  constexpr std::size_t most_named = 8;
  std::vector<const CommunityResult*> farther;
  std::int64_t in_range = 0;
  double scores = 0, bounds = 0;
  for (const CommunityResult& c : plan.communities) {
    if (c.proof != Proof::optimal && c.proof != Proof::bound) continue;
    ++in_range;
    scores += c.objective;
    bounds += c.lower_bound;
    if (gap_of(c) > share) farther.push_back(&c);
  }
  if (in_range == 0) return;
  const auto above = [](const CommunityResult& c) { return c.objective - c.lower_bound; };
  const std::string percent = with_decimals(100 * share, 1);
  console.message(say(console.language, "proofs_within",
                      {with_commas(in_range - static_cast<std::int64_t>(farther.size())), with_commas(in_range), percent,
                       with_decimals(100 * gap_of(scores, bounds), 1)}));
  if (farther.empty()) return;
  std::stable_sort(farther.begin(), farther.end(), [&](const auto* a, const auto* b) { return above(*a) > above(*b); });
  std::string names;
  for (std::size_t i = 0; i < std::min(most_named, farther.size()); ++i)
    names += (i > 0 ? ", " : "") + city.communities[static_cast<std::size_t>(farther[i]->community)].id + " (" +
             with_decimals(above(*farther[i]), 1) + ")";
  const std::string more =
      farther.size() <= most_named
          ? std::string()
          : say(console.language, "proofs_farther_more", {with_commas(static_cast<std::int64_t>(farther.size() - most_named))});
  console.message(say(console.language, "proofs_farther", {percent, names, more}));
}

void summarise_checks(const Plan& plan, const Console& console) {
  std::int64_t confirmed = 0, refuted = 0, unchecked = 0;
  for (const CommunityResult& c : plan.communities) {
    confirmed += c.proof_check == ProofCheck::confirmed ? 1 : 0;
    refuted += c.proof_check == ProofCheck::refuted ? 1 : 0;
    unchecked += c.proof_check == ProofCheck::not_checked ? 1 : 0;
  }
  console.message(
      say(console.language, "proofs_checked", {with_commas(confirmed), with_commas(unchecked), with_commas(refuted)}));
}

/// What following the plan in force costs, from none may move to all may.
Status write_curve(const City& city, const DivideCityOptions& options, const RunContext& run, const std::string& path,
                   Language language) {
  constexpr std::array budgets{0.0, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1.0};
  std::string table = say(language, "curve_head") + "\n";
  for (const TradeOffRow& row : trade_off(city, budgets, options.division, options.budget, run))
    table += with_decimals(row.change_budget, 2) + "," + std::to_string(row.households_moved) + "," +
             std::to_string(row.out_of_range) + "," + std::to_string(row.grids) + "," + std::to_string(row.grids_in_range) + "," +
             with_decimals(row.score, 3) + "\n";
  return write_bytes(path, table, language);
}

}  // namespace

/// Every grid in range, links, limits and the change budget kept.
bool meets_rules(const Plan& plan) {
  const bool in_range = std::none_of(plan.grids.begin(), plan.grids.end(), [](const PlanGrid& g) {
    return g.kind == GridKind::comprehensive && g.status != GridStatus::ok;
  });
  return in_range && std::none_of(plan.violations.begin(), plan.violations.end(), [](const Violation& v) {
           return v.code == RuleCode::link_broken || v.code == RuleCode::further_limit_exceeded ||
                  v.code == RuleCode::change_budget_exceeded;
         });
}

int run_divide(const Arguments& arguments, Console& console) {
  RunContext run;
  console.set_up(run, arguments);
  Result<LoadedCity> loaded = load_city(arguments, console, run);
  if (!loaded) return console.fail(loaded.error());
  auto info = facts_of_run(*loaded, arguments);
  const City city = prepared_city(std::move(loaded->city), console.language, run.threads);
  DivideCityOptions options;
  options.language = console.language;
  options.division.prove = arguments.prove;
  options.check_proofs = arguments.check_proofs;
  options.division.gap = arguments.gap;
  if (arguments.prove) options.division.seconds = arguments.seconds > 0 ? arguments.seconds : 60;
  if (!arguments.curve.empty()) {
    if (!city.has_previous)
      return console.fail({ErrorCode::invalid_input, say(console.language, "curve_without_previous"), arguments.city, ""});
    if (const Status written = write_curve(city, options, run, arguments.curve, console.language); !written)
      return console.fail(written.error());
  }
  Result<Plan> plan = divide_city(city, options, run);
  if (!plan) return console.fail(plan.error());
  plan->info = std::move(info);
  const bool stopped = plan->stopped_early;
  const std::string json = arguments.json ? divide_json(city, *plan) : std::string();
  // Times would make equal plans differ, so the file holds them only when time was asked for.
  if (!arguments.prove)
    for (CommunityResult& c : plan->communities) c.seconds = -1;
  RunContext writing;  // a stopped run still writes what it has
  const Status written = write_plan(city, *plan, arguments.output, writing, console.language);
  if (!written) return console.fail(written.error());
  console.findings(plan->findings);
  summarise(city, *plan, console);
  if (arguments.prove) summarise_proofs(city, *plan, arguments.gap > 0 ? arguments.gap : 0.01, console);
  if (city.previous_is_merged && city.rules.change_budget >= 1) console.message(say(console.language, "divide_not_following"));
  if (arguments.check_proofs) summarise_checks(*plan, console);
  console.message(say(console.language, "written", {arguments.output}));
  if (arguments.json) console.result(json);
  if (stopped) return static_cast<int>(Exit::stopped);
  return static_cast<int>(meets_rules(*plan) ? Exit::done : Exit::rules_unmet);
}

}  // namespace wangge
