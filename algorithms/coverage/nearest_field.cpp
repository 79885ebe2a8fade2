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

}  // namespace

NearestField::NearestField(const PointMesh& mesh, std::size_t centres)
    : mesh_(&mesh), places_(mesh.points().size()), windows_(centres) {}

template <class Visit>
void NearestField::each_block(const LatticeWindow& window, Visit&& visit) const {
  for (std::int32_t row = window.row / kBlock; row <= (window.row + window.rows - 1) / kBlock; ++row)
    for (std::int32_t column = window.column / kBlock; column <= (window.column + window.columns - 1) / kBlock; ++column)
      if (const auto found = blocks_.find({row, column}); found != blocks_.end())
        visit(found->second, LatticeWindow{column * kBlock, row * kBlock, kBlock, kBlock});
}

NearestField::BlockKey NearestField::block_of(Point p) const {
  return {mesh_->lattice().row_of(p.y) / kBlock, mesh_->lattice().column_of(p.x) / kBlock};
}

void NearestField::take(std::int32_t centre, const LatticeWindow& window, std::span<const float> nodes,
                        std::span<const std::uint32_t> places, std::span<const double> metres) {
  const std::scoped_lock lock(guard_);
  windows_[static_cast<std::size_t>(centre)] = window;
  for (std::int32_t row = window.row; row < window.row + window.rows; ++row)
    for (std::int32_t column = window.column; column < window.column + window.columns;) {
      const std::int32_t end = std::min((column / kBlock + 1) * kBlock, window.column + window.columns);
      const float* value = nodes.data() + window.at(column, row);
      if (std::any_of(value, value + (end - column), [](float v) { return v < kNobody; })) {
        Block& block = blocks_[{row / kBlock, column / kBlock}];
        for (std::int32_t c = column; c < end; ++c)
          if (const float v = value[c - column]; v < kNobody)
            block[static_cast<std::size_t>(row % kBlock * kBlock + c % kBlock)].keep_least(v, centre);
      }
      column = end;
    }
  for (std::size_t i = 0; i < places.size(); ++i) {
    places_[places[i]].keep_least(metres[i], centre);
    blocks_.try_emplace(block_of(mesh_->points()[places[i]]));
  }
}

std::vector<std::vector<NearestField::BlockKey>> NearestField::groups() const {
  std::vector<std::vector<BlockKey>> groups;
  std::set<BlockKey> left;
  for (const auto& [key, block] : blocks_) left.insert(key);
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
  std::map<BlockKey, std::vector<std::uint32_t>> places_in;
  for (std::uint32_t place = 0; place < places_.size(); ++place)
    if (places_[place].owner >= 0) places_in[block_of(mesh_->points()[place])].push_back(place);
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
      const Block& block = blocks_.at(key);
      const LatticeWindow part = common(window, {key.second * kBlock, key.first * kBlock, kBlock, kBlock});
      for (std::int32_t r = part.row; r < part.row + part.rows; ++r)
        for (std::int32_t c = part.column; c < part.column + part.columns; ++c)
          scratch.nodes[window.at(c, r)] = block[static_cast<std::size_t>(r % kBlock * kBlock + c % kBlock)].metres;
      if (const auto found = places_in.find(key); found != places_in.end())
        valued.insert(valued.end(), found->second.begin(), found->second.end());
    }
    std::sort(valued.begin(), valued.end());
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
    const LendingPool<Scratch>::Loan scratch(pool);
    scratch->nodes.assign(window.size(), kNobody);
    each_block(window, [&](const Block& block, const LatticeWindow& place) {
      const LatticeWindow part = common(window, place);
      for (std::int32_t row = part.row; row < part.row + part.rows; ++row)
        for (std::int32_t column = part.column; column < part.column + part.columns; ++column)
          if (const Value<float>& value = block[static_cast<std::size_t>(row % kBlock * kBlock + column % kBlock)];
              value.owner == static_cast<std::int32_t>(c))
            scratch->nodes[window.at(column, row)] = value.metres;
    });
    for (const std::uint32_t place : owned[c]) scratch->metres[place] = places_[place].metres;
    areas[c] = std::move(scratch->tracer.trace(window, scratch->nodes, scratch->metres, owned[c], std::span(&level, 1)).front());
    for (const std::uint32_t place : owned[c]) scratch->metres[place] = kNobodys;
  });
  return areas;
}

}  // namespace wangge
