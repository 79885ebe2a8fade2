#include "algorithms/audit/audit_plan.hpp"
#include "cli/commands.hpp"
#include "cli/json_report.hpp"
#include "cli/load_city.hpp"
#include "io/read_plan.hpp"

namespace wangge {

namespace {

std::string figures_line(const AuditFigures& f) {
  return with_commas(f.grids) + "\t" + with_commas(f.in_range) + " / " + with_commas(f.comprehensive) + "\t" +
         with_commas(f.households) + "\t" + with_commas(static_cast<std::int64_t>(f.inner_boundary + 0.5)) + "\t" +
         with_decimals(f.mean_compactness, 3);
}

}  // namespace

int run_check(const Arguments& arguments, Console& console) {
  RunContext run;
  console.set_up(run, arguments);
  Result<LoadedCity> loaded = load_city(arguments, console, run);
  if (!loaded) return console.fail(loaded.error());
  const City city = prepared_city(std::move(loaded->city), console.language, run.threads);
  Result<Plan> plan = read_plan(arguments.plans.front(), city, console.language);
  if (!plan) return console.fail(plan.error());
  run.report("stage_audit", 0, 1);
  const std::vector<Violation> violations = audit_plan(city, *plan, {console.language});
  const AuditFigures figures = audit_figures(city, *plan);
  run.report("stage_audit", 1, 1);
  if (arguments.json) {
    console.result(violations_json(violations));
  } else {
    for (const Violation& v : violations)
      console.result(
          say(console.language, "check_line", {to_text(v.code), v.grid_code.empty() ? v.community_code : v.grid_code, v.reason}));
    console.result(say(console.language, "check_figures_head"));
    console.result(figures_line(figures));
  }
  console.findings(plan->findings);
  if (figures.stated_wrong > 0) {
    const PlanGrid& example = plan->grids[static_cast<std::size_t>(figures.stated_example)];
    console.message(say(console.language, "check_households_differ",
                        {with_commas(figures.stated_wrong), example.code, with_commas(example.households.value()),
                         with_commas(figures.example_households)}));
  }
  console.message(violations.empty()
                      ? say(console.language, "check_clean")
                      : say(console.language, "check_broken", {with_commas(static_cast<std::int64_t>(violations.size()))}));
  return static_cast<int>(violations.empty() ? Exit::done : Exit::rules_broken);
}

}  // namespace wangge
