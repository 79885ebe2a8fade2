#include <numeric>

#include "algorithms/outline/trace_outlines.hpp"
#include "bench/rates.hpp"
#include "bench/sample_city.hpp"

namespace wangge::bench {

namespace {

/// Outlines of all communities, each cell in the group that `group_of` says.
template <class GroupOf>
void trace(benchmark::State& state, GroupOf group_of) {
  std::vector<std::vector<std::int32_t>> groups;
  std::size_t segments = 0, points = 0;
  for (const CommunityDraft& draft : sample_drafts()) {
    groups.emplace_back(draft.tiled.cell_count());
    for (std::size_t c = 0; c < groups.back().size(); ++c) groups.back()[c] = group_of(static_cast<std::int32_t>(c));
    segments += draft.tiled.segments.size();
  }
  for (auto _ : state) {
    points = 0;
    for (std::size_t i = 0; i < groups.size(); ++i)
      for (const MultiPolygon& area : trace_outlines(sample_drafts()[i].tiled, groups[i], groups[i].size()))
        for (const Polygon& polygon : area) points += polygon.outer.size();
  }
  time_per(state, "segment", segments);
  state.counters["segments"] = static_cast<double>(segments);
  state.counters["points"] = static_cast<double>(points);
}

void trace_cells(benchmark::State& state) {
  trace(state, [](std::int32_t cell) { return cell; });
}
BENCHMARK(trace_cells)->Name("outline/cells")->Unit(benchmark::kMillisecond);

/// Blocks of 40 cells in a row: as many cells as a usual grid holds.
void trace_grids(benchmark::State& state) {
  trace(state, [](std::int32_t cell) { return cell / 40; });
}
BENCHMARK(trace_grids)->Name("outline/groups_of_40")->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace wangge::bench
