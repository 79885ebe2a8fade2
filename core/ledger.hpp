/// Tables as planners hand them over, before any file format: workbook, CSV, JSON and pages are written from these values.
/// Headings and words are in the ledger's language; `key` is the stable English name of a sheet or column (JSON, file names).
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/catalogue.hpp"

namespace wangge {

enum class LedgerKind { text, whole, real, share };  ///< share: in [0,1], shown in per cent

struct LedgerColumn {
  std::string key;
  std::string heading;
  LedgerKind kind = LedgerKind::text;
  double width = 10;     ///< characters of a spreadsheet
  int decimals = 0;      ///< real and share
  bool by_hand = false;  ///< left free to be filled in: stays in sight though nothing fills it
};

/// Empty, or a value of the column's kind (whole: int64, real and share: double).
using LedgerCell = std::variant<std::monostate, std::string, std::int64_t, double>;
using LedgerRow = std::vector<LedgerCell>;

struct LedgerSheet {
  std::string key;
  std::string name;   ///< of the tab, at most 31 characters
  std::string title;  ///< above the table
  std::vector<LedgerColumn> columns;
  std::vector<LedgerRow> rows;
  LedgerRow total;                 ///< last row in bold, may be empty
  std::vector<std::string> notes;  ///< below the title: what the figures mean
  std::size_t frozen = 1;          ///< columns that stay when one scrolls
  double row_height = 0;           ///< points; 0 = that of one line
};

struct Ledger {
  Language language = Language::english;
  std::string title;
  std::string mark;                                        ///< said on every sheet and page; empty: an edition for the public
  std::string date;                                        ///< "2026-11-22T08:00:00Z": dates the file
  std::vector<std::pair<std::string, std::string>> facts;  ///< name and value, for the first page
  std::vector<LedgerSheet> sheets;
};

/// The value in words as a page or CSV shows it: "1234", "0.62", "85.2%" (`percent`) or "0.8523".
[[nodiscard]] std::string cell_text(const LedgerCell& cell, const LedgerColumn& column, bool percent = true);

}  // namespace wangge
