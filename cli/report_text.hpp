/// The HTML report of a dossier; see render/plan_report.hpp.
#pragma once

#include <string>

#include "cli/plan_dossier.hpp"
#include "render/plan_sheet.hpp"

namespace wangge {

[[nodiscard]] std::string report_text(const PlanDossier& dossier, const Ledger& ledger, const std::string& map_svg,
                                      Language language);
/// The same as a PDF of A4 pages.
[[nodiscard]] Result<std::string> report_pdf(const PlanDossier& dossier, const Ledger& ledger, const std::string& map_svg,
                                             Language language);
/// Map of the whole area, as SVG.
[[nodiscard]] std::string overview_svg(const PlanDrawing& drawing, Language language);

}  // namespace wangge
