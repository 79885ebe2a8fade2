#include "io/unit_rows.hpp"

#include <numeric>
#include <set>
#include <unordered_map>

namespace wangge {

namespace {

constexpr double kShare = 0.1;  // of the ids

bool equal(const SourceShape& a, const SourceShape& b) {
  if (a.points != b.points || a.lines != b.lines || a.polygons.size() != b.polygons.size()) return false;
  for (std::size_t i = 0; i < a.polygons.size(); ++i)
    if (a.polygons[i].outer != b.polygons[i].outer || a.polygons[i].holes != b.polygons[i].holes) return false;
  return true;
}

}  // namespace

UnitRows find_unit_rows(const SectionTable& table, const RowsById& ids) {
  UnitRows out;
  const std::size_t rows = table.layer.rows;
  out.first_row.resize(rows);
  std::iota(out.first_row.begin(), out.first_row.end(), std::size_t{0});
  if (ids.unique || table.layer.shapes.size() != rows) return out;
  std::unordered_map<std::size_t, std::int64_t> more;  // first row -> further rows
  std::unordered_map<std::size_t, bool> differ;        // first row -> household counts differ
  std::vector<std::size_t> first_row = out.first_row;
  std::size_t different = 0;  // ids
  for (std::size_t row = 0; row < rows; ++row) {
    const std::size_t first = ids.first_row[row];
    if (first == row) {
      different += table.text("id", row).empty() ? 0 : 1;
      continue;
    }
    if (!(table.layer.shapes[row].empty() || equal(table.layer.shapes[first], table.layer.shapes[row]))) continue;
    first_row[row] = first;
    ++more[first];
    differ[first] |= table.number("households", row) != table.number("households", first);
  }
  if (more.empty()) return out;
  std::set<std::int64_t> counts;
  std::size_t differing = 0;
  for (const auto& [row, count] : more) {
    counts.insert(count);
    differing += differ[row] ? 1 : 0;
  }
  const bool many = static_cast<double>(more.size()) >= kShare * static_cast<double>(different) && more.size() >= 3;
  const bool copies = counts.size() == 1 && differing * 5 < more.size();
  if (!table.has("unit") && (!many || copies)) return out;
  out.first_row = std::move(first_row);
  out.buildings = static_cast<std::int64_t>(more.size());
  return out;
}

}  // namespace wangge
