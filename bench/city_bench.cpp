/// The whole Hohhot-sized city, from file to file, once: one row a stage, all of one run.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <chrono>
#include <ctime>
#include <map>
#include <optional>
#include <string>
#include <thread>

#include "algorithms/plan/divide_city.hpp"
#include "algorithms/validate/prepare_city.hpp"
#include "bench/city_files.hpp"
#include "example/generate_city.hpp"
#include "io/read_city.hpp"
#include "io/write_city.hpp"
#include "io/write_plan.hpp"

namespace wangge::bench {

namespace {

constexpr std::size_t kFewestCommunities = 250;  // below that it is not the city of 302 communities

/// Wall and CPU seconds of all threads since some moment, and the greatest memory so far.
struct Moment {
  std::chrono::steady_clock::time_point wall = std::chrono::steady_clock::now();
  double cpu = static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
};

struct StageCost {
  double wall = 0, cpu = 0, peak_megabytes = 0;
};

StageCost since(const Moment& start) {
  const Moment now;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return {std::chrono::duration<double>(now.wall - start.wall).count(), now.cpu - start.cpu,
          static_cast<double>(usage.ru_maxrss) / 1024};
}

struct CityRun {
  std::string skipped;  ///< why nothing was measured
  std::map<std::string, StageCost> stages;
  std::map<std::string, double> figures;
};

void judge(const City& city, const Plan& plan, std::map<std::string, double>& figures) {
  for (const Building& b : city.buildings) figures["input_households"] += b.households.value();
  for (const PlanGrid& grid : plan.grids) {
    figures["households"] += grid.households.value();
    if (grid.kind != GridKind::comprehensive) continue;
    figures["grids"] += 1;
    figures["in_range"] += grid.status == GridStatus::ok ? 1 : 0;
  }
  for (const CommunityResult& c : plan.communities) {
    figures["proven_optimal"] += c.proof == Proof::optimal ? 1 : 0;
    figures["proven_infeasible"] += c.proof == Proof::infeasible ? 1 : 0;
    figures["score"] += c.objective;
  }
  // Households in no grid: only those of buildings that a finding set aside.
  figures["households_left_out"] = figures["input_households"] - figures["households"];
  figures["communities"] = static_cast<double>(plan.communities.size());
  figures["buildings"] = static_cast<double>(city.buildings.size());
  figures["violations"] = static_cast<double>(plan.violations.size());
}

/// divide_city says when the last cells are done: stitching, dividing and outlines come after that.
Plan divide_in_two_stages(const City& city, int threads, std::map<std::string, StageCost>& stages) {
  RunContext run;
  run.threads = threads;
  const Moment start;
  std::optional<Moment> cells_done;
  run.progress = [&](std::string_view stage, std::int64_t done, std::int64_t total) {
    if (stage != "stage_cells" || done != total) return;
    stages["cells"] = since(start);
    cells_done = Moment{};
  };
  Plan plan = divide_city(city, DivideCityOptions{}, run).value();
  stages["divide"] = since(cells_done.value_or(start));
  return plan;
}

CityRun run_city(int threads) {
  CityRun out;
  const TemporaryFolder folder;
  Project project;
  {
    const Moment start;
    const City made = generate_city({CitySize::full, 1}, RunContext{}).city;
    out.stages["generate"] = since(start);
    if (made.communities.size() < kFewestCommunities) {
      out.skipped = "SKIP: the generator makes no Hohhot-sized city in this version";
      return out;
    }
    require(write_city(made, {}, {}, folder.file("city.gpkg"), "2026-01-01T00:00:00Z"));
    project = project_of(made, folder.file("city.gpkg"));
  }
  const Moment whole;
  RunContext run;
  run.threads = threads;
  Moment start;
  City read = read_city(project, run).value();
  out.stages["read"] = since(start);
  start = Moment{};
  const City city = prepare_city(std::move(read), Language::english, threads);
  out.stages["prepare"] = since(start);
  const Plan plan = divide_in_two_stages(city, threads, out.stages);
  start = Moment{};
  require(write_plan(city, plan, folder.file("plan.gpkg"), run));
  out.stages["write"] = since(start);
  out.stages["whole"] = since(whole);
  judge(city, plan, out.figures);
  return out;
}

void city_stage(benchmark::State& state, const std::string& stage) {
  static const CityRun run = run_city(std::max(1, static_cast<int>(std::thread::hardware_concurrency())));
  if (!run.skipped.empty()) {
    state.SkipWithError(run.skipped.c_str());
    return;
  }
  const StageCost& cost = run.stages.at(stage);
  for (auto _ : state) state.SetIterationTime(cost.wall);
  state.counters["cpu_seconds"] = cost.cpu;
  state.counters["peak_megabytes"] = cost.peak_megabytes;
  if (stage == "whole")
    for (const auto& [name, figure] : run.figures) state.counters[name] = figure;
}

BENCHMARK_CAPTURE(city_stage, generate, std::string("generate"))
    ->Name("city/generate")
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kSecond);
BENCHMARK_CAPTURE(city_stage, read, std::string("read"))
    ->Name("city/read")
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kSecond);
BENCHMARK_CAPTURE(city_stage, prepare, std::string("prepare"))
    ->Name("city/prepare")
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kSecond);
BENCHMARK_CAPTURE(city_stage, cells, std::string("cells"))
    ->Name("city/cells")
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kSecond);
BENCHMARK_CAPTURE(city_stage, divide, std::string("divide"))
    ->Name("city/divide")
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kSecond);
BENCHMARK_CAPTURE(city_stage, write, std::string("write"))
    ->Name("city/write")
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kSecond);
BENCHMARK_CAPTURE(city_stage, whole, std::string("whole"))
    ->Name("city/whole")
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kSecond);

}  // namespace

}  // namespace wangge::bench
