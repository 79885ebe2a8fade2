#include "io/packed_rtree.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

#include "io/sqlite_record.hpp"

namespace wangge {

namespace {

constexpr std::size_t kCells = 51;             // most cells of a node that SQLite itself makes
constexpr std::size_t kCellBytes = 8 + 4 * 4;  // number, four floats
constexpr std::size_t kNodeBytes = 4 + kCells * kCellBytes;

struct Cell {
  std::int64_t number;  ///< row, or node of the level below
  float min_x, max_x, min_y, max_y;
};

float down(double value) {
  const auto near = static_cast<float>(value);
  return static_cast<double>(near) > value ? std::nextafterf(near, -std::numeric_limits<float>::infinity()) : near;
}
float up(double value) {
  const auto near = static_cast<float>(value);
  return static_cast<double>(near) < value ? std::nextafterf(near, std::numeric_limits<float>::infinity()) : near;
}

template <class Whole>
void put(std::string& out, std::size_t at, Whole value) {
  for (std::size_t i = 0; i < sizeof(Whole); ++i) out[at + i] = static_cast<char>(value >> 8 * (sizeof(Whole) - 1 - i) & 0xFF);
}

/// Cells in an order in which runs of equal length lie together: slices by x, each sorted by y.
void tile(std::vector<Cell>& cells, std::size_t nodes) {
  const auto x = [](const Cell& c) { return static_cast<double>(c.min_x) + static_cast<double>(c.max_x); };
  const auto y = [](const Cell& c) { return static_cast<double>(c.min_y) + static_cast<double>(c.max_y); };
  std::sort(cells.begin(), cells.end(),
            [&](const Cell& a, const Cell& b) { return x(a) != x(b) ? x(a) < x(b) : a.number < b.number; });
  const auto slices = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(nodes))));
  const std::size_t nodes_a_slice = (nodes + slices - 1) / slices;
  // Slices end where nodes end, so that no node spans two of them.
  for (std::size_t node = 0; node < nodes; node += nodes_a_slice) {
    const std::size_t from = cells.size() * node / nodes, to = cells.size() * std::min(nodes, node + nodes_a_slice) / nodes;
    std::sort(cells.begin() + static_cast<std::ptrdiff_t>(from), cells.begin() + static_cast<std::ptrdiff_t>(to),
              [&](const Cell& a, const Cell& b) { return y(a) != y(b) ? y(a) < y(b) : a.number < b.number; });
  }
}

/// The three shadow tables of an index.
class Packing {
 public:
  /// Levels from the leaves up; node 1 is the root, the others are numbered in the order they are made.
  void run(std::vector<Cell> cells) {
    std::vector<std::pair<std::int64_t, std::int64_t>> node_of_row, parent_of_node;
    node_of_row.reserve(cells.size());
    std::int64_t next = 2;
    for (int depth = 0;; ++depth) {
      const std::size_t count = std::max<std::size_t>(1, (cells.size() + kCells - 1) / kCells);
      if (count > 1) tile(cells, count);
      std::vector<Cell> above;
      for (std::size_t i = 0; i < count; ++i) {
        const std::size_t from = cells.size() * i / count, to = cells.size() * (i + 1) / count;
        const std::int64_t node = count == 1 ? 1 : next++;
        for (std::size_t k = from; k < to; ++k) (depth == 0 ? node_of_row : parent_of_node).emplace_back(cells[k].number, node);
        above.push_back(make_node(node, count == 1 ? depth : 0, cells, from, to));
      }
      if (count == 1) break;
      cells = std::move(above);
    }
    add_row(nodes, 1, [&](RecordPart& columns) { columns.blob(data_.back()); });
    for (std::size_t i = 0; i + 1 < data_.size(); ++i)
      add_row(nodes, static_cast<std::int64_t>(i) + 2, [&](RecordPart& columns) { columns.blob(data_[i]); });
    add_pairs(node_of_row, rows);
    add_pairs(parent_of_node, parents);
  }
  TablePages nodes, parents, rows;

 private:
  Cell make_node(std::int64_t node, int depth, const std::vector<Cell>& cells, std::size_t from, std::size_t to) {
    std::string& data = data_.emplace_back(kNodeBytes, '\0');
    put(data, 0, static_cast<std::uint16_t>(depth));
    put(data, 2, static_cast<std::uint16_t>(to - from));
    constexpr float kFar = std::numeric_limits<float>::infinity();
    Cell all{node, kFar, -kFar, kFar, -kFar};
    std::size_t at = 4;
    for (std::size_t k = from; k < to; ++k, at += kCellBytes) {
      const Cell& c = cells[k];
      put(data, at, static_cast<std::uint64_t>(c.number));
      std::size_t where = at + 8;
      for (const float v : {c.min_x, c.max_x, c.min_y, c.max_y}) put(data, where, std::bit_cast<std::uint32_t>(v)), where += 4;
      all.min_x = std::min(all.min_x, c.min_x), all.max_x = std::max(all.max_x, c.max_x);
      all.min_y = std::min(all.min_y, c.min_y), all.max_y = std::max(all.max_y, c.max_y);
    }
    return all;
  }

  /// A row whose key is its number; `fill` adds the other columns.
  template <class Fill>
  void add_row(TablePages& table, std::int64_t row, Fill&& fill) {
    columns_.clear();
    columns_.null();
    fill(columns_);
    join_record(columns_, {}, record_);
    table.add(row, record_);
  }

  void add_pairs(std::vector<std::pair<std::int64_t, std::int64_t>>& pairs, TablePages& table) {
    std::sort(pairs.begin(), pairs.end());
    for (const auto& [key, value] : pairs) add_row(table, key, [number = value](RecordPart& columns) { columns.whole(number); });
  }

  std::vector<std::string> data_;  ///< of nodes 2, 3 and so on, the root last
  RecordPart columns_;
  std::string record_;
};

}  // namespace

PackedRtree pack_rtree(const std::vector<IndexedBox>& boxes) {
  if (boxes.empty()) return {};
  std::vector<Cell> cells;
  cells.reserve(boxes.size());
  for (const IndexedBox& b : boxes)
    cells.push_back({b.row, down(b.box.min_x), up(b.box.max_x), down(b.box.min_y), up(b.box.max_y)});
  Packing packing;
  packing.run(std::move(cells));
  return {std::move(packing.nodes), std::move(packing.parents), std::move(packing.rows)};
}

void create_packed_rtree(SqliteDatabase& database, const std::string& name) {
  database.run("CREATE VIRTUAL TABLE " + sql_name(name) + " USING rtree(id, minx, maxx, miny, maxy)");
  for (const char* table : {"_node", "_parent", "_rowid"}) database.fill_later(name + table);
}

std::vector<TablePages> rows_of(std::vector<PackedRtree>&& packed) {
  std::vector<TablePages> rows;
  for (PackedRtree& one : packed)
    for (TablePages* table : {&one.nodes, &one.parents, &one.rows}) rows.push_back(std::move(*table));
  return rows;
}

}  // namespace wangge
