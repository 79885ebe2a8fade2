/// Private to ledger: sheets column by column, headings from the catalogue.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "core/ledger.hpp"

namespace wangge {

class SheetMaker {
 public:
  /// Name and title are the sentences ledger_<key> and ledger_<key>_title.
  SheetMaker(Language language, std::string key) : language_(language) {
    sheet_.name = wangge::say(language, "ledger_" + key);
    sheet_.title = wangge::say(language, "ledger_" + key + "_title");
    sheet_.key = std::move(key);
  }
  /// The heading is the sentence column_<key>.
  SheetMaker& column(const char* key, LedgerKind kind, double width, int decimals = 0) {
    sheet_.columns.push_back({key, wangge::say(language_, std::string("column_") + key), kind, width, decimals});
    return *this;
  }
  SheetMaker& text(const char* key, double width) { return column(key, LedgerKind::text, width); }
  SheetMaker& whole(const char* key, double width = 9) { return column(key, LedgerKind::whole, width); }
  SheetMaker& real(const char* key, int decimals, double width = 11) { return column(key, LedgerKind::real, width, decimals); }
  SheetMaker& share(const char* key, double width = 9) { return column(key, LedgerKind::share, width, 1); }
  /// Columns that many sheets begin with.
  SheetMaker& grid() { return text("grid_code", 18).text("grid_name", 26); }
  SheetMaker& community() { return text("community_code", 15).text("community_name", 16); }
  SheetMaker& building() { return text("building_id", 20).text("building_name", 20).text("compound_name", 20); }
  void row(LedgerRow cells) { sheet_.rows.push_back(std::move(cells)); }
  /// A last row with the sums of these columns; its first text says so. Of rows that `counts` refuses nothing is added.
  template <class Counts>
  void total(const std::vector<const char*>& keys, const Counts& counts);
  void total(const std::vector<const char*>& keys) {
    total(keys, [](const LedgerRow&) { return true; });
  }
  void note(std::string text) { sheet_.notes.push_back(std::move(text)); }
  LedgerSheet& sheet() { return sheet_; }
  [[nodiscard]] LedgerSheet done() { return std::move(sheet_); }

 private:
  Language language_;
  LedgerSheet sheet_;
};

template <class Counts>
void SheetMaker::total(const std::vector<const char*>& keys, const Counts& counts) {
  if (sheet_.rows.empty()) return;
  sheet_.total.assign(sheet_.columns.size(), {});
  bool named = false;
  for (std::size_t i = 0; i < sheet_.columns.size(); ++i) {
    const LedgerColumn& column = sheet_.columns[i];
    if (!named && column.kind == LedgerKind::text)
      sheet_.total[i] = wangge::say(language_, "ledger_total"), named = true;
    else if (std::find(keys.begin(), keys.end(), column.key) == keys.end())
      continue;
    std::int64_t whole = 0;
    double real = 0;
    bool any = false;
    for (const LedgerRow& row : sheet_.rows) {
      if (i >= row.size() || !counts(row)) continue;
      any |= !std::holds_alternative<std::monostate>(row[i]);
      if (const auto* number = std::get_if<std::int64_t>(&row[i])) whole += *number;
      if (const auto* number = std::get_if<double>(&row[i])) real += *number;
    }
    if (any && column.kind == LedgerKind::whole) sheet_.total[i] = whole;
    if (any && column.kind == LedgerKind::real) sheet_.total[i] = real;
  }
}

[[nodiscard]] inline std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// Empty text is an empty cell.
inline LedgerCell cell(const std::string& text) { return text.empty() ? LedgerCell() : LedgerCell(text); }
inline LedgerCell cell(std::int64_t number) { return number; }
inline LedgerCell cell(std::int32_t number) { return static_cast<std::int64_t>(number); }
inline LedgerCell cell(double number) { return number; }
inline LedgerCell cell_if(bool known, double number) { return known ? LedgerCell(number) : LedgerCell(); }

}  // namespace wangge
