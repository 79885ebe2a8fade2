#include "algorithms/coverage/nearest_field.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <numeric>
#include <set>

#include "core/lending_pool.hpp"
#include "core/parallel.hpp"

namespace wangge {

namespace {

constexpr float kNobody = std::numeric_limits<float>::infinity();
constexpr double kNobodys = std::numeric_limits<double>::infinity();

/// Memory for tracing the area of one centre after the other.
struct Scratch {
  explicit Scratch(const PointMesh& mesh) : tracer(mesh), metres(mesh.points().size(), kNobodys) {}
  LevelTracer tracer;
  std::vector<float> nodes;
  std::vector<double> metres;  // by place; infinite between two uses
};

LatticeWindow common(const LatticeWindow& a, const LatticeWindow& b) {
  const std::int32_t column = std::max(a.column, b.column), row = std::max(a.row, b.row);
  return {column, row, std::min(a.column + a.columns, b.column + b.columns) - column,
          std::min(a.row + a.rows, b.row + b.rows) - row};
}

/// Takes the values that are less than what is there, or equal and of a centre with a lower number. Without branches: vector
/// code.
void keep_least(float* __restrict metres, std::int32_t* __restrict owner, const float* __restrict value, std::int32_t count,
                std::int32_t centre) {
  for (std::int32_t i = 0; i < count; ++i) {
    const bool less = value[i] < metres[i];
    const bool equal = value[i] == metres[i] && centre < owner[i];
    owner[i] = less | equal ? centre : owner[i];
    metres[i] = less ? value[i] : metres[i];
  }
}

}  // namespace

NearestField::NearestField(const PointMesh& mesh, std::size_t centres, bool places)
    : mesh_(&mesh),
      block_columns_(mesh.lattice().columns / kBlock + 1),
      block_rows_(mesh.lattice().rows / kBlock + 1),
      block_at_(static_cast<std::size_t>(block_columns_) * static_cast<std::size_t>(block_rows_), kNoBlock),
      row_guards_(static_cast<std::size_t>(block_rows_)),
      places_(places ? mesh.points().size() : 0),
      windows_(centres) {}

std::size_t NearestField::slot_of(BlockKey key) const {
  return static_cast<std::size_t>(key.first) * static_cast<std::size_t>(block_columns_) + static_cast<std::size_t>(key.second);
}

NearestField::Block& NearestField::make_block(BlockKey key) {
  std::uint32_t& place = block_at_[slot_of(key)];
  const std::scoped_lock lock(blocks_guard_);
  if (place == kNoBlock) {
    place = static_cast<std::uint32_t>(blocks_.size());
    blocks_.emplace_back();
  }
  return blocks_[place];
}

const NearestField::Block* NearestField::find_block(BlockKey key) const {
  const std::uint32_t place = block_at_[slot_of(key)];
  return place == kNoBlock ? nullptr : &blocks_[place];
}

NearestField::BlockKey NearestField::block_of(std::uint32_t place) const {
  return {mesh_->row_of_point(place) / kBlock, mesh_->column_of_point(place) / kBlock};
}

void NearestField::take(std::int32_t centre, const LatticeWindow& window, std::span<const float> nodes,
                        std::span<const std::uint32_t> places, std::span<const double> metres) {
  windows_[static_cast<std::size_t>(centre)] = window;
  for (std::int32_t by = window.row / kBlock; by * kBlock < window.row + window.rows; ++by) {
    const std::scoped_lock lock(row_guards_[static_cast<std::size_t>(by)]);
    for (std::int32_t bx = window.column / kBlock; bx * kBlock < window.column + window.columns; ++bx) {
      const LatticeWindow part = common(window, {bx * kBlock, by * kBlock, kBlock, kBlock});
      Block* block = nullptr;
      for (std::int32_t row = part.row; row < part.row + part.rows; ++row) {
        const float* value = nodes.data() + window.at(part.column, row);
        if (block == nullptr && std::none_of(value, value + part.columns, [](float v) { return v < kNobody; })) continue;
        if (block == nullptr) block = &make_block({by, bx});
        const auto at = static_cast<std::size_t>(row % kBlock * kBlock + part.column % kBlock);
        keep_least(&block->metres[at], &block->owner[at], value, part.columns, centre);
      }
    }
  }
  if (places.empty()) return;
  const std::scoped_lock lock(places_guard_);
  for (std::size_t i = 0; i < places.size(); ++i) {
    PlaceValue& least = places_[places[i]];
    if (metres[i] < least.metres || (metres[i] == least.metres && centre < least.owner)) least = {metres[i], centre};
  }
}

std::vector<std::vector<NearestField::BlockKey>> NearestField::groups() const {
  std::vector<std::vector<BlockKey>> groups;
  std::set<BlockKey> left;
  for (std::int32_t row = 0; row < block_rows_; ++row)
    for (std::int32_t column = 0; column < block_columns_; ++column)
      if (block_at_[slot_of({row, column})] != kNoBlock) left.insert({row, column});
  for (std::uint32_t place = 0; place < places_.size(); ++place)
    if (places_[place].owner >= 0 && find_block(block_of(place)) == nullptr) left.insert(block_of(place));
  while (!left.empty()) {
    std::vector<BlockKey> group{*left.begin()};
    left.erase(left.begin());
    for (std::size_t i = 0; i < group.size(); ++i)
      for (std::int32_t row = group[i].first - 1; row <= group[i].first + 1; ++row)
        for (std::int32_t column = group[i].second - 1; column <= group[i].second + 1; ++column)
          if (left.erase({row, column}) > 0) group.emplace_back(row, column);
    std::sort(group.begin(), group.end());
    groups.push_back(std::move(group));
  }
  return groups;
}

std::vector<MultiPolygon> NearestField::within(std::span<const double> levels) const {
  std::vector<std::vector<std::uint32_t>> places_in(block_at_.size());
  for (std::uint32_t place = 0; place < places_.size(); ++place)
    if (places_[place].owner >= 0) places_in[slot_of(block_of(place))].push_back(place);
  std::vector<MultiPolygon> areas(levels.size());
  Scratch scratch(*mesh_);
  for (const std::vector<BlockKey>& group : groups()) {
    std::int32_t west = group.front().second, east = west;
    for (const BlockKey& key : group) west = std::min(west, key.second), east = std::max(east, key.second);
    // a node to spare all around: nothing is valued there
    const std::int32_t row = group.front().first * kBlock - 1, column = west * kBlock - 1;
    const LatticeWindow window =
        common({column, row, (east + 1) * kBlock + 1 - column, (group.back().first + 1) * kBlock + 1 - row},
               {0, 0, mesh_->lattice().columns, mesh_->lattice().rows});
    scratch.nodes.assign(window.size(), kNobody);
    std::vector<std::uint32_t> valued;
    for (const BlockKey& key : group) {
      const Block* block = find_block(key);
      const LatticeWindow part = common(window, {key.second * kBlock, key.first * kBlock, kBlock, kBlock});
      for (std::int32_t r = part.row; block != nullptr && r < part.row + part.rows; ++r)
        std::copy_n(block->metres.begin() + r % kBlock * kBlock + part.column % kBlock, part.columns,
                    scratch.nodes.begin() + static_cast<std::ptrdiff_t>(window.at(part.column, r)));
      const std::vector<std::uint32_t>& places = places_in[slot_of(key)];
      valued.insert(valued.end(), places.begin(), places.end());
    }
    for (const std::uint32_t place : valued) scratch.metres[place] = places_[place].metres;
    std::vector<MultiPolygon> traced = scratch.tracer.trace(window, scratch.nodes, scratch.metres, valued, levels);
    for (const std::uint32_t place : valued) scratch.metres[place] = kNobodys;
    for (std::size_t l = 0; l < levels.size(); ++l) std::move(traced[l].begin(), traced[l].end(), std::back_inserter(areas[l]));
  }
  return areas;
}

std::vector<MultiPolygon> NearestField::nearest_areas(double level, const RunContext& run) const {
  std::vector<std::vector<std::uint32_t>> owned(windows_.size());
  for (std::uint32_t place = 0; place < places_.size(); ++place)
    if (places_[place].owner >= 0) owned[static_cast<std::size_t>(places_[place].owner)].push_back(place);
  std::vector<MultiPolygon> areas(windows_.size());
  std::vector<std::size_t> order(windows_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  LendingPool<Scratch> pool([&] { return std::make_unique<Scratch>(*mesh_); });
  for_each_parallel(order, run.threads, [&](std::size_t c) {
    const LatticeWindow& window = windows_[c];
    if (window.size() == 0 || run.should_stop()) return;
    const auto centre = static_cast<std::int32_t>(c);
    const LendingPool<Scratch>::Loan scratch(pool);
    scratch->nodes.assign(window.size(), kNobody);
    for (std::int32_t by = window.row / kBlock; by * kBlock < window.row + window.rows; ++by)
      for (std::int32_t bx = window.column / kBlock; bx * kBlock < window.column + window.columns; ++bx) {
        const Block* block = find_block({by, bx});
        if (block == nullptr) continue;
        const LatticeWindow part = common(window, {bx * kBlock, by * kBlock, kBlock, kBlock});
        for (std::int32_t row = part.row; row < part.row + part.rows; ++row) {
          const auto at = static_cast<std::size_t>(row % kBlock * kBlock + part.column % kBlock);
          const float* __restrict metres = &block->metres[at];
          const std::int32_t* __restrict owner = &block->owner[at];
          float* __restrict node = scratch->nodes.data() + window.at(part.column, row);
          for (std::int32_t i = 0; i < part.columns; ++i) node[i] = owner[i] == centre ? metres[i] : kNobody;
        }
      }
    for (const std::uint32_t place : owned[c]) scratch->metres[place] = places_[place].metres;
    areas[c] = std::move(scratch->tracer.trace(window, scratch->nodes, scratch->metres, owned[c], std::span(&level, 1)).front());
    for (const std::uint32_t place : owned[c]) scratch->metres[place] = kNobodys;
  });
  return areas;
}

}  // namespace wangge
