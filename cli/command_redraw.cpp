#include "algorithms/audit/audit_plan.hpp"
#include "algorithms/regroup/level_grids.hpp"
#include "algorithms/regroup/party_branches.hpp"
#include "algorithms/regroup/party_groups.hpp"
#include "algorithms/regroup/redraw_communities.hpp"
#include "cli/commands.hpp"
#include "cli/load_city.hpp"
#include "io/read_plan.hpp"
#include "io/write_plan.hpp"

namespace wangge {

namespace {

std::vector<std::string> listed(const std::string& text, char between) {
  std::vector<std::string> parts(1);
  for (const char letter : text)
    if (letter == between)
      parts.emplace_back();
    else
      parts.back() += letter;
  return parts;
}

/// "ID", "ID=NEW", "ID=NEW=NAME".
CommunitySplit split_of(const std::string& text) {
  const std::vector<std::string> parts = listed(text, '=');
  CommunitySplit split;
  split.id = parts[0];
  if (parts.size() > 1) split.new_id = parts[1];
  if (parts.size() > 2) split.new_name = parts[2];
  return split;
}

}  // namespace

int run_redraw(const Arguments& arguments, Console& console) {
  RunContext run;
  console.set_up(run, arguments);
  Redraw redraw;
  for (const std::string& one : arguments.splits) redraw.splits.push_back(split_of(one));
  for (const std::string& one : arguments.merges) redraw.merges.push_back(listed(one, ','));
  if (!arguments.leaves.empty() && redraw.splits.size() == 1) redraw.splits.front().leaves = listed(arguments.leaves, ',');
  if ((redraw.splits.empty() && redraw.merges.empty()) || (!arguments.leaves.empty() && redraw.splits.size() != 1))
    return console.fail(Error{ErrorCode::invalid_rules, say(console.language, "redraw_nothing"), "",
                              say(console.language, "redraw_nothing_advice")});
  Result<LoadedCity> loaded = load_city(arguments, console, run);
  if (!loaded) return console.fail(loaded.error());
  auto info = facts_of_run(*loaded, arguments);
  City city = prepared_city(std::move(loaded->city), console.language, run.threads);
  Result<Plan> plan = read_plan(arguments.plans.front(), city, console.language);
  if (!plan) return console.fail(plan.error());
  Result<RedrawnCity> answer = redraw_communities(std::move(city), std::move(*plan), redraw, console.language, run);
  if (!answer) return console.fail(answer.error());
  form_branches(answer->city, console.language, run, answer->plan);
  form_groups(answer->city, console.language, answer->plan);
  form_levels(answer->city, console.language, answer->plan);
  answer->plan.info = std::move(info);
  answer->plan.violations = audit_plan(answer->city, answer->plan, {console.language});
  const Status written = write_plan(answer->city, answer->plan, arguments.output, RunContext{}, console.language);
  if (!written) return console.fail(written.error());
  console.message(say(
      console.language, "redraw_summary",
      {with_commas(static_cast<std::int64_t>(redraw.splits.size())), with_commas(static_cast<std::int64_t>(redraw.merges.size())),
       with_commas(static_cast<std::int64_t>(answer->city.communities.size())),
       with_commas(static_cast<std::int64_t>(answer->plan.violations.size()))}));
  console.findings(answer->plan.findings);
  console.message(say(console.language, "written", {arguments.output}));
  return static_cast<int>(answer->plan.violations.empty() ? Exit::done : Exit::rules_unmet);
}

}  // namespace wangge
