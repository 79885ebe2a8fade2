/// A report as printed pages: the same words, figures and tables as html_report, laid out on A4.
/// Guarantees
///  - a heading never stands alone at the foot of a page; a row is never cut; the head of a table is repeated on every page;
///  - a figure that is a map sheet of its own gets a page of its own in its true size, so that its scale holds;
///  - every page bears the title and its number of all; equal input gives equal pages on every machine.
#pragma once

#include <vector>

#include "render/printed_page.hpp"
#include "render/report_page.hpp"

namespace wangge {

[[nodiscard]] std::vector<PrintedPage> print_report(const ReportPage& report);

}  // namespace wangge
