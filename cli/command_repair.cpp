#include "algorithms/plan/repair_plan.hpp"

#include "algorithms/audit/audit_plan.hpp"
#include "algorithms/change/put_in_force.hpp"
#include "cli/commands.hpp"
#include "cli/json_report.hpp"
#include "cli/load_city.hpp"
#include "io/read_plan.hpp"
#include "io/write_plan.hpp"

namespace wangge {

int run_repair(const Arguments& arguments, Console& console) {
  RunContext run;
  console.set_up(run, arguments);
  Result<LoadedCity> loaded = load_city(arguments, console, run);
  if (!loaded) return console.fail(loaded.error());
  auto info = facts_of_run(*loaded, arguments);
  City city = prepared_city(std::move(loaded->city), console.language, run.threads);
  Result<Plan> plan = read_plan(arguments.plans.front(), city, console.language);
  if (!plan) return console.fail(plan.error());
  const std::vector<Violation> before = audit_plan(city, *plan, {console.language});
  put_in_force(*plan, city);
  RepairOptions options;
  options.language = console.language;
  options.most_moved = arguments.max_change;
  RepairAnswer answer = repair_plan(city, *plan, broken_communities(city, before), options, run);
  answer.plan.info = std::move(info);
  const std::vector<Violation> after = audit_plan(city, answer.plan, {console.language});
  RunContext writing;
  const Status written = write_plan(city, answer.plan, arguments.output, writing, console.language);
  if (!written) return console.fail(written.error());
  const auto shown = [](auto count) { return with_commas(static_cast<std::int64_t>(count)); };
  console.message(say(console.language, "repair_summary",
                      {shown(before.size()), shown(after.size()), shown(answer.communities_mended),
                       shown(answer.households_moved), shown(answer.communities_left)}));
  console.message(say(console.language, "written", {arguments.output}));
  if (arguments.json)
    console.result(repair_json(before, after, answer.households_moved, answer.communities_mended, answer.communities_left));
  if (run.should_stop()) return static_cast<int>(Exit::stopped);
  return static_cast<int>(after.empty() ? Exit::done : Exit::rules_unmet);
}

}  // namespace wangge
