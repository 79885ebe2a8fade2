#include "algorithms/coverage/compute_circles.hpp"
#include "algorithms/reach/snap_to_network.hpp"
#include "bench/rates.hpp"
#include "bench/sample_city.hpp"

namespace wangge::bench {

namespace {

void build_network(benchmark::State& state) {
  const std::vector<WalkLine>& lines = sample_city().walk_lines;
  std::size_t arcs = 0;
  for (auto _ : state) arcs = build_walk_graph(lines).arcs.size();
  time_per(state, "arc", arcs);
  state.counters["arcs"] = static_cast<double>(arcs);
}
BENCHMARK(build_network)->Name("reach/build_walk_graph")->Unit(benchmark::kMillisecond);

void snap(benchmark::State& state) {
  const WalkGraph graph = build_walk_graph(sample_city().walk_lines);
  const NetworkSnapper snapper(graph);
  double metres = 0;
  for (auto _ : state) {
    metres = 0;
    for (const Building& building : sample_city().buildings)
      if (const auto entry = snapper.nearest(building.point)) metres += entry->metres;
  }
  time_per(state, "point", sample_city().buildings.size());
  state.counters["mean_leg_metres"] = metres / static_cast<double>(sample_city().buildings.size());
}
BENCHMARK(snap)->Name("reach/snap_buildings")->Unit(benchmark::kMillisecond);

void circles(benchmark::State& state, bool network) {
  CircleOptions options;
  options.network = network;
  options.straight = !network;
  const City& city = sample_city();
  CircleReport report;
  for (auto _ : state) report = compute_circles(city, options, RunContext{}).value();
  std::int64_t households = 0, covered = 0;
  for (const BuildingCoverage& row : report.coverage) {
    const std::int64_t here = city.buildings[static_cast<std::size_t>(row.building)].households.value();
    households += here;
    covered += row.covered ? here : 0;
  }
  time_per(state, "circle", report.circles.size());
  state.counters["circles"] = static_cast<double>(report.circles.size());
  state.counters["households"] = static_cast<double>(households);
  state.counters["covered"] = static_cast<double>(covered);
}

void network_circles(benchmark::State& state) { circles(state, true); }
BENCHMARK(network_circles)->Name("reach/network_circles")->Unit(benchmark::kMillisecond);

void straight_circles_only(benchmark::State& state) { circles(state, false); }
BENCHMARK(straight_circles_only)->Name("reach/straight_circles")->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace wangge::bench
