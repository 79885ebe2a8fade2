#include "algorithms/reach/reach_table.hpp"

#include <algorithm>
#include <numeric>

#include "core/lending_pool.hpp"
#include "core/parallel.hpp"

namespace wangge {

ReachRow::ReachRow(const WalkGraph& graph, const PlacesOnArcs& places) : graph_(&graph), places_(&places), search_(graph) {
  if (!places.single()) least_.assign(places.places(), kOutOfReach);
}

std::span<const PlaceReached> ReachRow::find(std::span<const NetworkEntry> starts, double limit) {
  found_.clear();
  search_.run(starts, limit);
  const bool single = places_->single();
  auto offer = [&](const PlacesOnArcs::Entrance& entrance, double metres) {
    if (!(metres <= limit)) return;
    if (single) {
      found_.push_back({entrance.place, metres});
    } else if (metres < least_[entrance.place]) {
      if (least_[entrance.place] == kOutOfReach) found_.push_back({entrance.place, 0});
      least_[entrance.place] = metres;
    }
  };
  search_.each_reached_arc([&](std::uint32_t arc) {
    for (const PlacesOnArcs::Entrance& entrance : places_->on(arc)) offer(entrance, search_.to(entrance.entry));
  });
  if (!single)
    for (PlaceReached& one : found_) one.metres = std::exchange(least_[one.place], kOutOfReach);
  return found_;
}

ReachTable reach_table(const WalkGraph& graph, const AccessTable& centres, const PlacesOnArcs& places, double limit,
                       const RunContext& run) {
  constexpr std::size_t kBatch = 16;
  const std::size_t count = centres.size(), batches = (count + kBatch - 1) / kBatch;
  std::vector<std::vector<PlaceReached>> parts(batches);
  std::vector<std::uint32_t> sizes(count, 0);
  std::vector<std::size_t> order(batches);
  std::iota(order.begin(), order.end(), std::size_t{0});
  LendingPool<ReachRow> rows([&] { return std::make_unique<ReachRow>(graph, places); });
  for_each_parallel(order, run.threads, [&](std::size_t batch) {
    const LendingPool<ReachRow>::Loan row(rows);
    for (std::size_t c = batch * kBatch; c < std::min(count, (batch + 1) * kBatch) && !run.should_stop(); ++c) {
      const auto found = row->find(centres.of(c), limit);
      sizes[c] = static_cast<std::uint32_t>(found.size());
      parts[batch].insert(parts[batch].end(), found.begin(), found.end());
    }
  });
  ReachTable table;
  for (const std::uint32_t size : sizes) table.first.push_back(table.first.back() + size);
  table.pairs.reserve(table.first.back());
  for (const auto& part : parts) table.pairs.insert(table.pairs.end(), part.begin(), part.end());
  return table;
}

}  // namespace wangge
