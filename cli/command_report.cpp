#include "cli/commands.hpp"
#include "cli/dossier_drawing.hpp"
#include "cli/report_text.hpp"
#include "io/whole_file.hpp"
#include "io/write_ledger.hpp"
#include "render/draw_map.hpp"
#include "render/plan_report.hpp"
#include "render/print_report.hpp"
#include "render/rasterise.hpp"

namespace wangge {

namespace {

PlanReportInput report_input(const PlanDossier& dossier, const Ledger& ledger, const std::string& map_svg, Language language) {
  return {dossier.city,
          dossier.plan,
          ledger,
          dossier.circles ? &*dossier.circles : nullptr,
          dossier.comparison ? &*dossier.comparison : nullptr,
          map_svg,
          language};
}

}  // namespace

std::string report_text(const PlanDossier& dossier, const Ledger& ledger, const std::string& map_svg, Language language) {
  return plan_report(report_input(dossier, ledger, map_svg, language));
}

Result<std::string> report_pdf(const PlanDossier& dossier, const Ledger& ledger, const std::string& map_svg, Language language) {
  const ReportPage page = plan_report_page(report_input(dossier, ledger, map_svg, language));
  RasterOptions options;
  options.title = page.title;
  options.date = dossier.info("created").substr(0, 10);
  options.language = language;
  return rasterise_pages(print_report(page), options);
}

std::string overview_svg(const PlanDrawing& drawing, Language language) {
  PlanSheetOptions options;
  options.language = language;
  return draw_map(plan_sheet(drawing, options));
}

int run_report(const Arguments& arguments, Console& console) {
  RunContext run;
  console.set_up(run, arguments);
  const Result<PlanDossier> dossier = load_dossier(arguments, console, run);
  if (!dossier) return console.fail(dossier.error());
  const Ledger ledger = dossier->ledger(console.language);
  const auto page = [&]() -> Status {
    const std::string map = overview_svg(dossier_drawing(*dossier, console.language), console.language);
    if (arguments.output.ends_with(".html"))
      return write_bytes(arguments.output, report_text(*dossier, ledger, map, console.language), console.language);
    const Result<std::string> pdf = report_pdf(*dossier, ledger, map, console.language);
    return pdf ? write_bytes(arguments.output, *pdf, console.language) : Status(pdf.error());
  };
  const bool is_page = arguments.output.ends_with(".html") || arguments.output.ends_with(".pdf");
  const Status written = is_page ? page() : write_ledger(ledger, arguments.output);
  if (!written) return console.fail(written.error());
  console.message(say(console.language, "written", {arguments.output}));
  if (arguments.json) console.result(ledger_json(ledger));
  return static_cast<int>(Exit::done);
}

}  // namespace wangge
