#include <map>
#include <memory>

#include "algorithms/coverage/compute_circles.hpp"
#include "algorithms/coverage/live_coverage.hpp"
#include "algorithms/reach/built_centres.hpp"
#include "algorithms/reach/city_reach.hpp"
#include "algorithms/reach/reach_table.hpp"
#include "algorithms/validate/prepare_city.hpp"
#include "bench/rates.hpp"
#include "bench/real_city.hpp"
#include "bench/sample_city.hpp"
#include "example/generate_city.hpp"

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

// The rows below compare with each other: the bare search, the table of distances and whole circles of one city.

const City* full_city() {
  static const City city = [] {
    ExampleOptions options;
    options.size = CitySize::full;
    return prepare_city(generate_city(options, RunContext{}).city, Language::english);
  }();
  return &city;
}

const City* porto_alegre() { return real_city("porto_alegre"); }

constexpr double kRadius = 1000;

struct Walks {
  explicit Walks(const City& city) : reach(city, RunContext{}), centres(reach.enter_centres(built_centres(city).built)) {}
  CityReach reach;
  AccessTable centres;
};

const Walks* walks_of(const City* city) {
  static std::map<const City*, std::unique_ptr<Walks>> made;
  if (city == nullptr) return nullptr;
  auto& walks = made[city];
  if (!walks) walks = std::make_unique<Walks>(*city);
  return walks.get();
}

bool skipped(benchmark::State& state, const void* city) {
  if (city == nullptr) state.SkipWithError("the case is not on this machine");
  return city == nullptr;
}

void bare_search(benchmark::State& state, const City* (*city)()) {
  const Walks* walks = walks_of(city());
  if (skipped(state, walks)) return;
  BoundedSearch search(walks->reach.graph);
  std::size_t settled = 0;
  for (auto _ : state) {
    settled = 0;
    for (std::size_t c = 0; c < walks->centres.size(); ++c) {
      search.run(walks->centres.of(c), kRadius);
      settled += search.reached_nodes().size();
    }
  }
  state.counters["centres"] = static_cast<double>(walks->centres.size());
  state.counters["nodes"] = static_cast<double>(settled);
}
BENCHMARK_CAPTURE(bare_search, porto_alegre, porto_alegre)->Name("reach/bare_search/porto_alegre")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(bare_search, full_city, full_city)->Name("reach/bare_search/full_city")->Unit(benchmark::kMillisecond);

void whole_table(benchmark::State& state, const City* (*city)()) {
  const Walks* walks = walks_of(city());
  if (skipped(state, walks)) return;
  std::size_t pairs = 0;
  for (auto _ : state)
    pairs = reach_table(walks->reach.graph, walks->centres, walks->reach.on_arcs, kRadius, RunContext{}).pairs.size();
  state.counters["pairs"] = static_cast<double>(pairs);
}
BENCHMARK_CAPTURE(whole_table, porto_alegre, porto_alegre)->Name("reach/table/porto_alegre")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(whole_table, full_city, full_city)->Name("reach/table/full_city")->Unit(benchmark::kMillisecond);

void snap_sites(benchmark::State& state, const City* (*city)()) {
  const Walks* walks = walks_of(city());
  if (skipped(state, walks)) return;
  double metres = 0;
  for (auto _ : state) {
    metres = 0;
    const NetworkSnapper snapper(walks->reach.graph);  // the index is part of the price
    for (const Point p : walks->reach.sites.points) metres += snapper.nearest(p)->metres;
  }
  state.counters["points"] = static_cast<double>(walks->reach.sites.points.size());
  state.counters["mean_leg_metres"] = metres / static_cast<double>(walks->reach.sites.points.size());
}
BENCHMARK_CAPTURE(snap_sites, porto_alegre, porto_alegre)->Name("reach/snap/porto_alegre")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(snap_sites, full_city, full_city)->Name("reach/snap/full_city")->Unit(benchmark::kMillisecond);

/// Polygons, lists and service lines at one radius; for the full city everything that `wangge circles` computes by default.
void all_circles(benchmark::State& state, const City* (*city)(), bool one_radius, int threads) {
  if (skipped(state, city())) return;
  City job = *city();
  if (one_radius) job.circles.minutes = {}, job.circles.metres = {kRadius};
  CircleOptions options;
  options.straight = options.land = !one_radius;
  RunContext run;
  run.threads = threads;
  std::size_t circles = 0;
  for (auto _ : state) circles = compute_circles(job, options, run).value().circles.size();
  state.counters["circles"] = static_cast<double>(circles);
}
BENCHMARK_CAPTURE(all_circles, porto_alegre, porto_alegre, true, 1)
    ->Name("reach/circles_1000_m/porto_alegre")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(all_circles, full_city_1, full_city, false, 1)
    ->Name("reach/everything/full_city/threads:1")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(all_circles, full_city_2, full_city, false, 2)
    ->Name("reach/everything/full_city/threads:2")
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

/// A centre that moves 100 m to and fro: search, sites, covered households and who is nearest now.
void move_centre(benchmark::State& state, const City* (*city)()) {
  const Walks* walks = walks_of(city());
  if (skipped(state, walks)) return;
  const std::vector<std::int32_t> built = built_centres(*city()).built;
  LiveCoverage live(walks->reach, built, kRadius, RunContext{});
  std::size_t next = 0, moved = 0;
  for (auto _ : state) {
    const Point at = city()->centres[static_cast<std::size_t>(built[next])].point;
    moved += live.move(static_cast<std::int32_t>(next), at + Point{100, 0}).sites.size();
    moved += live.move(static_cast<std::int32_t>(next), at).sites.size();
    next = (next + 1) % built.size();
  }
  state.counters["sites_a_move"] = static_cast<double>(moved) / static_cast<double>(2 * state.iterations());
}
BENCHMARK_CAPTURE(move_centre, full_city, full_city)
    ->Name("reach/two_moves_of_a_centre/full_city")
    ->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace wangge::bench
