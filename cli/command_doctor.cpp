#include <algorithm>
#include <map>
#include <set>

#include "algorithms/validate/find_problems.hpp"
#include "algorithms/validate/prepare_city.hpp"
#include "cli/commands.hpp"
#include "cli/json_report.hpp"
#include "cli/load_city.hpp"
#include "io/write_plan.hpp"

namespace wangge {

namespace {

/// Findings on buildings after which the record is used otherwise than it was given.
const std::set<std::string> kRepairs{"households_unknown",
                                     "households_negative",
                                     "households_too_many",
                                     "households_missing",
                                     "id_missing",
                                     "id_repeated",
                                     "building_id_repeated",
                                     "building_counts_differ",
                                     "building_many_points",
                                     "geometry_part_dropped",
                                     "community_unknown",
                                     "compound_unknown",
                                     "building_community_differs",
                                     "building_in_several_communities",
                                     "building_across_outer_border",
                                     "footprints_overlap",
                                     "footprint_repeated",
                                     "footprint_crosses_itself"};

struct Totals {
  std::int64_t records = 0, repaired = 0, set_aside = 0;
};

/// Every record of the input counts once: set aside, else repaired, else kept.
Totals count_records(const City& city, const std::vector<Finding>& findings) {
  std::set<std::string> repaired;
  std::int64_t unread = 0;  // left out by reading: not among the city's buildings any more
  std::int64_t unplaced = 0;
  for (const Building& b : city.buildings) unplaced += b.community < 0 ? 1 : 0;
  for (const Finding& f : findings) {
    if (f.layer != "buildings") continue;
    if (f.excluded)
      unread += f.code == "building_outside_communities" ? 0 : 1;
    else if (kRepairs.contains(f.code))
      repaired.insert(f.object_id);
  }
  Totals totals;
  totals.records = static_cast<std::int64_t>(city.buildings.size()) + unread;
  totals.set_aside = unplaced + unread;
  for (const Building& b : city.buildings) totals.repaired += b.community >= 0 && repaired.contains(b.id) ? 1 : 0;
  return totals;
}

void print_table(const std::vector<Finding>& findings, const Console& console) {
  std::map<std::pair<int, std::string>, std::pair<std::int64_t, const Finding*>> by_code;
  for (const Finding& f : findings) {
    auto& entry = by_code[{-static_cast<int>(f.severity), f.code}];
    if (entry.first++ == 0) entry.second = &f;
  }
  if (by_code.empty()) return console.result(say(console.language, "doctor_clean"));
  console.result(say(console.language, "doctor_head"));
  for (const auto& [key, entry] : by_code)
    console.result(key.second + "\t" + to_text(entry.second->severity) + "\t" + with_commas(entry.first) + "\t" +
                   entry.second->text + (entry.second->repair.empty() ? "" : " — " + entry.second->repair));
}

}  // namespace

int run_doctor(const Arguments& arguments, Console& console) {
  RunContext run;
  console.set_up(run, arguments);
  Result<LoadedCity> loaded = load_city(arguments, console, run);
  if (!loaded) return console.fail(loaded.error());
  run.report("stage_validate", 0, 1);
  const City city = prepare_city(std::move(loaded->city), console.language);
  std::vector<Finding> findings = city.findings;
  for (Finding& f : find_problems(city, console.language)) findings.push_back(std::move(f));
  run.report("stage_validate", 1, 1);
  const Totals totals = count_records(city, findings);
  const std::string summary = say(console.language, "doctor_totals",
                                  {with_commas(totals.records), with_commas(totals.records - totals.repaired - totals.set_aside),
                                   with_commas(totals.repaired), with_commas(totals.set_aside)});
  if (arguments.json) {
    console.result(findings_json(findings));
    console.message(summary);
  } else {
    print_table(findings, console);
    console.result(summary);
  }
  if (!arguments.output.empty()) {
    const Status written = write_findings(city, findings, arguments.output, run);
    if (!written) return console.fail(written.error());
    console.message(say(console.language, "written", {arguments.output}));
  }
  const bool unusable =
      std::any_of(findings.begin(), findings.end(), [](const Finding& f) { return f.severity == Severity::error; });
  return static_cast<int>(unusable ? Exit::bad_input : Exit::done);
}

}  // namespace wangge
