/// A report as one HTML page: headings, paragraphs, figures (SVG) and tables of a ledger.
/// Guarantees
///  - self-contained: no script, no request, no font file; prints well on A4;
///  - words from the data reach the page as text only; figures are trusted SVG of this program;
///  - a table longer than `most_rows` shows its beginning and says how many rows are left out; equal input gives equal bytes.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/ledger.hpp"

namespace wangge {

struct ReportFigure {
  std::string caption;
  std::string svg;
};

struct ReportTable {
  const LedgerSheet* sheet = nullptr;
  std::vector<std::string> columns;  ///< keys to show, in this order; empty = all
  std::size_t most_rows = 60;
  std::string without;  ///< rows whose first cell says this are left out; empty = none
};

/// Places in the sheet of the columns to be shown.
[[nodiscard]] std::vector<std::size_t> shown_columns(const ReportTable& table);
[[nodiscard]] bool is_left_out(const ReportTable& table, const LedgerRow& row);

struct ReportSection {
  std::string heading;
  std::vector<std::string> paragraphs;
  std::vector<std::pair<std::string, std::string>> facts;
  std::vector<ReportFigure> figures;
  std::vector<ReportTable> tables;
};

struct ReportPage {
  Language language = Language::english;
  std::string title, subtitle, footer;
  std::string mark;  ///< on every page, printed ones too; empty: an edition for the public
  std::vector<ReportSection> sections;
};

[[nodiscard]] std::string html_report(const ReportPage& page);

}  // namespace wangge
