/// Private to ledger: sheets column by column, headings from the catalogue.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>

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
  void row(LedgerRow cells) { sheet_.rows.push_back(std::move(cells)); }
  void note(std::string text) { sheet_.notes.push_back(std::move(text)); }
  LedgerSheet& sheet() { return sheet_; }
  [[nodiscard]] LedgerSheet done() { return std::move(sheet_); }

 private:
  Language language_;
  LedgerSheet sheet_;
};

/// Empty text is an empty cell.
inline LedgerCell cell(const std::string& text) { return text.empty() ? LedgerCell() : LedgerCell(text); }
inline LedgerCell cell(std::int64_t number) { return number; }
inline LedgerCell cell(std::int32_t number) { return static_cast<std::int64_t>(number); }
inline LedgerCell cell(double number) { return number; }
inline LedgerCell cell_if(bool known, double number) { return known ? LedgerCell(number) : LedgerCell(); }

}  // namespace wangge
