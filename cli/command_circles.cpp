#include <algorithm>

#include "algorithms/coverage/compute_circles.hpp"
#include "algorithms/coverage/household_coverage.hpp"
#include "algorithms/validate/prepare_city.hpp"
#include "cli/commands.hpp"
#include "cli/json_report.hpp"
#include "cli/load_city.hpp"
#include "io/read_plan.hpp"
#include "io/write_circles.hpp"

namespace wangge {

namespace {

void summarise(const City& city, const CircleReport& report, const Console& console) {
  std::int64_t all = 0, covered = 0;
  for (const BuildingCoverage& row : report.coverage) {
    const std::int64_t households = city.buildings[static_cast<std::size_t>(row.building)].households.value();
    all += households;
    covered += row.covered ? households : 0;
  }
  const std::vector<double> radii = city.circles.radii();
  console.message(say(console.language, "circles_summary",
                      {with_commas(static_cast<std::int64_t>(city.centres.size())), with_commas(covered), with_commas(all),
                       with_decimals(radii.empty() ? 0 : radii.back(), 0),
                       with_decimals(all > 0 ? 100.0 * static_cast<double>(covered) / static_cast<double>(all) : 0, 1)}));
}

}  // namespace

int run_circles(const Arguments& arguments, Console& console) {
  RunContext run;
  console.set_up(run, arguments);
  Result<LoadedCity> loaded = load_city(arguments, console, run);
  if (!loaded) return console.fail(loaded.error());
  auto info = facts_of_run(*loaded, arguments);
  const City city = prepare_city(std::move(loaded->city), console.language, run.threads);
  CircleOptions options;
  options.network = arguments.mode != "straight" && !city.walk_lines.empty();
  options.straight = arguments.mode != "network" || !options.network;
  options.language = console.language;
  if (arguments.mode != "straight" && !options.network) console.message(say(console.language, "circles_without_network"));
  Result<CircleReport> report = compute_circles(city, options, run);
  if (!report) return console.fail(report.error());
  if (!arguments.plans.empty()) {
    const Result<Plan> plan = read_plan(arguments.plans[0], city, console.language);
    if (!plan) return console.fail(plan.error());
    report->by_grid = coverage_by_grid(city, *plan, *report, run);
  }
  report->findings.insert(report->findings.begin(), city.findings.begin(), city.findings.end());
  const Status written = write_circles(city, *report, arguments.output, RunContext{}, info, console.language);
  if (!written) return console.fail(written.error());
  console.findings(report->findings);
  summarise(city, *report, console);
  console.message(say(console.language, "written", {arguments.output}));
  if (arguments.json) console.result(circles_json(city, *report));
  return static_cast<int>(Exit::done);
}

}  // namespace wangge
