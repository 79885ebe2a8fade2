/// The report of a division: what was divided under which rules, how good it is and what is proven, coverage, changes, open
/// points.
#pragma once

#include <string>

#include "core/circle_report.hpp"
#include "core/plan_comparison.hpp"
#include "render/plan_sheet.hpp"
#include "render/report_page.hpp"

namespace wangge {

struct PlanReportInput {
  const City& city;
  const Plan& plan;
  const Ledger& ledger;  ///< of this plan: its tables are shown
  const CircleReport* circles = nullptr;
  const PlanComparison* comparison = nullptr;
  std::string map_svg;  ///< overview, may be empty
  Language language = Language::english;
};

/// Its content; tables refer to the ledger. For print_report.
[[nodiscard]] ReportPage plan_report_page(const PlanReportInput& input);
/// One HTML page; guarantees of html_report. Nothing in it that the ledger and the plan do not hold.
[[nodiscard]] std::string plan_report(const PlanReportInput& input);

}  // namespace wangge
