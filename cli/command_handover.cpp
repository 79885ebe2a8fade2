#include <algorithm>

#include "algorithms/coverage/compute_circles.hpp"
#include "algorithms/coverage/household_coverage.hpp"
#include "cli/commands.hpp"
#include "cli/handover_folder.hpp"

namespace wangge {

namespace {

/// Coverage belongs into the folder whenever the project knows centres.
Status add_circles(PlanDossier& dossier, const RunContext& run, Language language) {
  const bool built =
      std::any_of(dossier.city.centres.begin(), dossier.city.centres.end(), [](const Centre& c) { return !c.planned; });
  if (dossier.circles || !built) return Done{};
  CircleOptions options;
  options.network = !dossier.city.walk_lines.empty();
  options.language = language;
  Result<CircleReport> report = compute_circles(dossier.city, options, run);
  if (!report) return report.error();
  report->by_grid = coverage_by_grid(dossier.city, dossier.plan, *report, run);
  report->findings.insert(report->findings.begin(), dossier.city.findings.begin(), dossier.city.findings.end());
  dossier.circles = std::move(*report);
  return Done{};
}

}  // namespace

int run_handover(const Arguments& arguments, Console& console) {
  RunContext run;
  console.set_up(run, arguments);
  Result<PlanDossier> dossier = load_dossier(arguments, console, run);
  if (!dossier) return console.fail(dossier.error());
  if (const Status done = add_circles(*dossier, run, console.language); !done) return console.fail(done.error());
  const Result<std::int64_t> files = write_handover(*dossier, arguments, console, run);
  if (!files) return console.fail(files.error());
  console.message(say(console.language, "handover_summary", {with_commas(*files), arguments.output}));
  if (arguments.json) console.result(R"({"entries": )" + std::to_string(*files) + "}");
  return static_cast<int>(Exit::done);
}

}  // namespace wangge
