#include "io/rows_by_id.hpp"

#include <bit>
#include <functional>
#include <numeric>
#include <string>
#include <string_view>

namespace wangge {

RowsById find_rows_by_id(const SectionTable& table) {
  const std::size_t rows = table.layer.rows;
  RowsById out;
  out.first_row.resize(rows);
  std::iota(out.first_row.begin(), out.first_row.end(), std::uint32_t{0});
  if (!table.has("id")) {
    out.unique = rows == 0;
    return out;
  }
  const SectionTable::Role role = table.role("id");
  PackedTexts id;
  id.reserve(rows);
  std::string made;
  for (std::size_t row = 0; row < rows; ++row) id.push_back(table.text(role, row, made));
  // Open addressing: hundreds of thousands of ids, nearly all of them once, are cheaper in one flat table than in nodes.
  constexpr std::uint32_t kNone = 0xFFFFFFFF;
  std::vector<std::uint32_t> slots(std::bit_ceil(2 * rows + 1), kNone);
  for (std::uint32_t row = 0; row < rows; ++row) {
    const std::string_view own = id[row];
    if (own.empty()) {
      out.unique = false;
      continue;
    }
    std::size_t slot = std::hash<std::string_view>{}(own) & (slots.size() - 1);
    while (slots[slot] != kNone && id[slots[slot]] != own) slot = (slot + 1) & (slots.size() - 1);
    if (slots[slot] == kNone) {
      slots[slot] = row;
    } else {
      out.first_row[row] = slots[slot];
      out.unique = false;
    }
  }
  return out;
}

}  // namespace wangge
