#include "cli/commands.hpp"
#include "cli/plan_dossier.hpp"
#include "cli/plan_drawing.hpp"
#include "cli/report_text.hpp"
#include "io/whole_file.hpp"
#include "io/write_ledger.hpp"
#include "render/draw_map.hpp"
#include "render/plan_report.hpp"

namespace wangge {

std::string report_text(const PlanDossier& dossier, const Ledger& ledger, const std::string& map_svg, Language language) {
  return plan_report({dossier.city, dossier.plan, ledger, dossier.circles ? &*dossier.circles : nullptr,
                      dossier.comparison ? &*dossier.comparison : nullptr, map_svg, language});
}

std::string overview_svg(const PlanDossier& dossier, Language language) {
  PlanSheetOptions options;
  options.language = language;
  return draw_map(plan_sheet(plan_drawing(dossier.city, dossier.plan, dossier.info("created").substr(0, 10)), options));
}

int run_report(const Arguments& arguments, Console& console) {
  RunContext run;
  console.set_up(run, arguments);
  const Result<PlanDossier> dossier = load_dossier(arguments, console, run);
  if (!dossier) return console.fail(dossier.error());
  const Ledger ledger = dossier->ledger(console.language);
  const Status written =
      arguments.output.ends_with(".html")
          ? write_bytes(arguments.output,
                        report_text(*dossier, ledger, overview_svg(*dossier, console.language), console.language),
                        console.language)
          : write_ledger(ledger, arguments.output);
  if (!written) return console.fail(written.error());
  console.message(say(console.language, "written", {arguments.output}));
  if (arguments.json) console.result(ledger_json(ledger));
  return static_cast<int>(Exit::done);
}

}  // namespace wangge
