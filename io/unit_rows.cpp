#include "io/unit_rows.hpp"

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

UnitRows find_unit_rows(const SectionTable& table) {
  UnitRows out;
  const std::size_t rows = table.layer.rows;
  for (std::size_t row = 0; row < rows; ++row) out.first_row.push_back(row);
  if (!table.has("id") || table.layer.shapes.size() != rows) return out;
  std::unordered_map<std::string, std::size_t> first;
  first.reserve(rows);
  std::unordered_map<std::size_t, std::int64_t> more;  // first row -> further rows
  std::unordered_map<std::size_t, bool> differ;        // first row -> household counts differ
  std::vector<std::size_t> first_row = out.first_row;
  for (std::size_t row = 0; row < rows; ++row) {
    const std::string id = table.text("id", row);
    if (id.empty()) continue;
    const auto [place, fresh] = first.emplace(id, row);
    if (fresh || !(table.layer.shapes[row].empty() || equal(table.layer.shapes[place->second], table.layer.shapes[row])))
      continue;
    first_row[row] = place->second;
    ++more[place->second];
    differ[place->second] |= table.number("households", row) != table.number("households", place->second);
  }
  if (more.empty()) return out;
  std::set<std::int64_t> counts;
  std::size_t differing = 0;
  for (const auto& [row, count] : more) {
    counts.insert(count);
    differing += differ[row] ? 1 : 0;
  }
  const bool many = static_cast<double>(more.size()) >= kShare * static_cast<double>(first.size()) && more.size() >= 3;
  const bool copies = counts.size() == 1 && differing * 5 < more.size();
  if (!table.has("unit") && (!many || copies)) return out;
  out.first_row = std::move(first_row);
  out.buildings = static_cast<std::int64_t>(more.size());
  return out;
}

}  // namespace wangge
