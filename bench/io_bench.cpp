#include "algorithms/plan/divide_city.hpp"
#include "bench/city_files.hpp"
#include "bench/gdal_peer.hpp"
#include "bench/rates.hpp"
#include "bench/sample_city.hpp"
#include "io/read_city.hpp"
#include "io/read_plan.hpp"
#include "io/write_city.hpp"
#include "io/write_plan.hpp"

namespace wangge::bench {

namespace {

constexpr const char* kCreated = "2026-01-01T00:00:00Z";

const Plan& sample_plan() {
  static const Plan plan = divide_city(sample_city(), DivideCityOptions{}, RunContext{}).value();
  return plan;
}

void write_city_file(benchmark::State& state) {
  const TemporaryFolder folder;
  const City& city = sample_city();
  for (auto _ : state) require(write_city(city, {}, {}, folder.file("city.gpkg"), kCreated));
  time_per(state, "building", sample_city().buildings.size());
}
BENCHMARK(write_city_file)->Name("io/write_city")->Unit(benchmark::kMillisecond);

void read_city_file(benchmark::State& state) {
  const TemporaryFolder folder;
  require(write_city(sample_city(), {}, {}, folder.file("city.gpkg"), kCreated));
  const Project project = project_of(sample_city(), folder.file("city.gpkg"));
  std::size_t buildings = 0;
  for (auto _ : state) buildings = read_city(project, RunContext{}).value().buildings.size();
  time_per(state, "building", buildings);
  state.counters["buildings"] = static_cast<double>(buildings);
}
BENCHMARK(read_city_file)->Name("io/read_city")->Unit(benchmark::kMillisecond);

void write_plan_file(benchmark::State& state) {
  const TemporaryFolder folder;
  const City& city = sample_city();
  const Plan& plan = sample_plan();
  for (auto _ : state) require(write_plan(city, plan, folder.file("plan.gpkg"), RunContext{}));
  time_per(state, "cell", sample_plan().cells.size());
}
BENCHMARK(write_plan_file)->Name("io/write_plan")->Unit(benchmark::kMillisecond);

/// The sample plan side by side 35 times: as many cells as the Hohhot-sized city has.
const Plan& city_sized_plan() {
  static const Plan plan = [] {
    constexpr int kCopies = 35;
    Plan all = sample_plan();
    const Plan& one = sample_plan();
    const auto grids = static_cast<std::int32_t>(one.grids.size());
    const auto moved = [](MultiPolygon area, double metres) {
      for (Polygon& p : area) {
        for (Point& q : p.outer) q.x += metres;
        for (Ring& hole : p.holes)
          for (Point& q : hole) q.x += metres;
      }
      return area;
    };
    for (int copy = 1; copy < kCopies; ++copy) {
      const double metres = 6000.0 * copy;
      for (PlanGrid grid : one.grids) {
        grid.area = moved(std::move(grid.area), metres);
        all.grids.push_back(std::move(grid));
      }
      for (PlanCell cell : one.cells) {
        cell.area = moved(std::move(cell.area), metres);
        if (cell.grid >= 0) cell.grid += copy * grids;
        all.cells.push_back(std::move(cell));
      }
    }
    return all;
  }();
  return plan;
}

void write_city_sized(benchmark::State& state) {
  const TemporaryFolder folder;
  const Plan& plan = city_sized_plan();
  for (auto _ : state) require(write_plan(sample_city(), plan, folder.file("plan.gpkg"), RunContext{}));
  time_per(state, "cell", plan.cells.size());
  state.counters["cells"] = static_cast<double>(plan.cells.size());
}
BENCHMARK(write_city_sized)->Name("io/write_plan/city_sized")->Unit(benchmark::kMillisecond);

void write_city_sized_gdal(benchmark::State& state) {
  const TemporaryFolder folder;
  const Plan& plan = city_sized_plan();
  for (auto _ : state) write_cells_with_gdal(sample_city(), plan, folder.file("gdal.gpkg"));
  time_per(state, "cell", plan.cells.size());
}
BENCHMARK(write_city_sized_gdal)->Name("io/write_plan/city_sized/peer_gdal")->Unit(benchmark::kMillisecond);

void read_plan_file(benchmark::State& state) {
  const TemporaryFolder folder;
  require(write_plan(sample_city(), sample_plan(), folder.file("plan.gpkg"), RunContext{}));
  std::size_t cells = 0;
  for (auto _ : state) cells = read_plan(folder.file("plan.gpkg"), sample_city()).value().cells.size();
  time_per(state, "cell", cells);
  state.counters["cells"] = static_cast<double>(cells);
}
BENCHMARK(read_plan_file)->Name("io/read_plan")->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace wangge::bench
