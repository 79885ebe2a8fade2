#include <algorithm>
#include <map>

#include "algorithms/validate/count_records.hpp"
#include "algorithms/validate/find_problems.hpp"
#include "algorithms/validate/prepare_city.hpp"
#include "cli/commands.hpp"
#include "cli/json_report.hpp"
#include "cli/load_city.hpp"
#include "io/write_findings.hpp"

namespace wangge {

namespace {

void print_findings(const std::vector<Finding>& findings, const Console& console) {
  std::map<std::pair<int, std::string>, std::pair<std::int64_t, const Finding*>> by_code;
  for (const Finding& f : findings) {
    auto& entry = by_code[{-static_cast<int>(f.severity), f.code}];
    if (entry.first++ == 0) entry.second = &f;
  }
  if (by_code.empty()) return console.result(say(console.language, "doctor_clean"));
  console.result(say(console.language, "doctor_head"));
  for (const auto& [key, entry] : by_code)
    console.result(key.second + "\t" + say(console.language, "severity_" + to_text(entry.second->severity)) + "\t" +
                   with_commas(entry.first) + "\t" + entry.second->text +
                   (entry.second->repair.empty() ? "" : " — " + entry.second->repair));
}

void print_accounts(const std::vector<LayerAccount>& accounts, const Console& console) {
  LayerAccount all;
  console.result(say(console.language, "doctor_layers_head"));
  for (const LayerAccount& a : accounts) {
    console.result(a.layer + "\t" + with_commas(a.records) + "\t" + with_commas(a.kept) + "\t" + with_commas(a.repaired) + "\t" +
                   with_commas(a.set_aside));
    all.records += a.records, all.kept += a.kept, all.repaired += a.repaired, all.set_aside += a.set_aside;
  }
  console.result(say(console.language, "doctor_totals",
                     {with_commas(all.records), with_commas(all.kept), with_commas(all.repaired), with_commas(all.set_aside),
                      with_commas(static_cast<std::int64_t>(accounts.size()))}));
}

}  // namespace

int run_doctor(const Arguments& arguments, Console& console) {
  RunContext run;
  console.set_up(run, arguments);
  Result<LoadedCity> loaded = load_city(arguments, console, run);
  if (!loaded) return console.fail(loaded.error());
  run.report("stage_validate", 0, 1);
  const City city = prepare_city(std::move(loaded->city), console.language, run.threads);
  std::vector<Finding> findings = city.findings;
  for (Finding& f : find_problems(city, console.language, run)) findings.push_back(std::move(f));
  if (run.should_stop())
    return console.fail({ErrorCode::cancelled, say(console.language, "doctor_cancelled"), arguments.city, ""});
  run.report("stage_validate", 1, 1);
  const std::vector<LayerAccount> accounts = count_records(city, findings);
  if (arguments.json) {
    console.result(doctor_json(findings, accounts));
  } else {
    print_findings(findings, console);
    print_accounts(accounts, console);
  }
  if (!arguments.output.empty()) {
    const Status written = write_findings(city, findings, accounts, arguments.output, console.language, run);
    if (!written) return console.fail(written.error());
    console.message(say(console.language, "written", {arguments.output}));
  }
  const bool unusable =
      std::any_of(findings.begin(), findings.end(), [](const Finding& f) { return f.severity == Severity::error; });
  return static_cast<int>(unusable ? Exit::bad_input : Exit::done);
}

}  // namespace wangge
