#include "core/ledger.hpp"

namespace wangge {

std::string cell_text(const LedgerCell& cell, const LedgerColumn& column, bool percent) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* whole = std::get_if<std::int64_t>(&cell)) return std::to_string(*whole);
  const auto* real = std::get_if<double>(&cell);
  if (real == nullptr) return {};
  if (column.kind != LedgerKind::share) return with_decimals(*real, column.decimals);
  return percent ? with_decimals(*real * 100, column.decimals) + "%" : with_decimals(*real, column.decimals + 2);
}

}  // namespace wangge
