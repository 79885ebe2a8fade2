#include "algorithms/change/compare_plans.hpp"
#include "algorithms/ledger/change_sheets.hpp"
#include "cli/commands.hpp"
#include "cli/json_report.hpp"
#include "cli/load_city.hpp"
#include "io/read_plan.hpp"
#include "io/write_ledger.hpp"

namespace wangge {

namespace {

std::string file_name(const std::string& path) { return path.substr(path.find_last_of('/') + 1); }

void summarise(const ChangeFigures& f, const Console& console) {
  console.message(say(console.language, "compare_summary",
                      {with_commas(f.old_grids), with_commas(f.new_grids), with_commas(f.unchanged), with_commas(f.adjusted),
                       with_commas(f.split), with_commas(f.merged), with_commas(f.created), with_commas(f.removed)}));
  console.message(say(console.language, "compare_moved",
                      {with_commas(f.households_changing), with_commas(f.households), with_commas(f.buildings_changing),
                       with_commas(f.buildings), with_decimals(f.stability * 100, 1), with_commas(f.households_moved)}));
}

}  // namespace

int run_compare(const Arguments& arguments, Console& console) {
  RunContext run;
  console.set_up(run, arguments);
  Result<LoadedCity> loaded = load_city(arguments, console, run);
  if (!loaded) return console.fail(loaded.error());
  const auto info = facts_of_run(*loaded, arguments);
  const City city = prepared_city(std::move(loaded->city), console.language, run.threads);
  const Result<Plan> old_plan = read_plan(arguments.plans[0], city, console.language);
  if (!old_plan) return console.fail(old_plan.error());
  const Result<Plan> new_plan = read_plan(arguments.plans[1], city, console.language);
  if (!new_plan) return console.fail(new_plan.error());
  const PlanComparison comparison = compare_plans(city, *old_plan, *new_plan);
  if (!arguments.output.empty()) {
    Ledger ledger;
    ledger.language = console.language;
    ledger.title = say(console.language, "ledger_comparison_title", {city.name});
    for (const auto& [key, value] : info)
      if (key == "created") ledger.date = value;
    ledger.facts = {{say(console.language, "column_old_grids"), file_name(arguments.plans[0])},
                    {say(console.language, "column_new_grids"), file_name(arguments.plans[1])}};
    ledger.sheets = change_sheets(city, *old_plan, *new_plan, comparison, console.language);
    if (const Status written = write_ledger(ledger, arguments.output); !written) return console.fail(written.error());
    console.message(say(console.language, "written", {arguments.output}));
  }
  summarise(comparison.total, console);
  if (arguments.json) console.result(compare_json(city, *old_plan, *new_plan, comparison));
  return static_cast<int>(Exit::done);
}

}  // namespace wangge
