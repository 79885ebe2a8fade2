/// Private to render: a table of a ledger on the pages of a report.
#pragma once

#include "render/page_flow.hpp"
#include "render/report_page.hpp"

namespace wangge {

void print_table(PageFlow& flow, const ReportTable& table, Language language);

}  // namespace wangge
