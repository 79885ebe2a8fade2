/// What an edit of one building costs where a city is kept for edits, beside making everything anew.
#include "algorithms/cells/city_tiling.hpp"
#include "algorithms/cells/tile_city.hpp"
#include "algorithms/plan/city_division.hpp"
#include "bench/large_region.hpp"
#include "bench/rates.hpp"
#include "bench/sample_city.hpp"

namespace wangge::bench {

namespace {

/// Buildings of communities, some thirty far from each other.
std::vector<std::size_t> edited_buildings(const City& city) {
  std::vector<std::size_t> some;
  for (std::size_t b = 0; b < city.buildings.size(); b += city.buildings.size() / 30 + 1)
    if (city.buildings[b].community >= 0) some.push_back(b);
  return some;
}

/// A metre to the east.
void move(Building& building) {
  for (Polygon& part : building.footprint) {
    for (Point& p : part.outer) p.x += 1;
    for (Ring& hole : part.holes)
      for (Point& p : hole) p.x += 1;
  }
  building.point.x += 1;
}

void tile_anew(benchmark::State& state, const City& city) {
  const std::vector<CommunityScene> scenes = scenes_of(city);
  for (auto _ : state) benchmark::DoNotOptimize(tile_city(scenes, RunContext{}).data());
  state.counters["buildings"] = static_cast<double>(city.buildings.size());
}

void tile_after_an_edit(benchmark::State& state, const City& before) {
  City city = before;
  CityTiling tiling(scenes_of(city), RunContext{});
  const std::vector<std::size_t> edited = edited_buildings(city);
  std::size_t next = 0;
  for (auto _ : state) {
    move(city.buildings[edited[next++ % edited.size()]]);
    tiling.update(scenes_of(city), RunContext{});
  }
}

void plan_anew(benchmark::State& state, const City& city) {
  for (auto _ : state) {
    CityDivision division(city, DivideCityOptions{}, RunContext{});
    benchmark::DoNotOptimize(division.divisions().data());
  }
}

void plan_after_an_edit(benchmark::State& state, const City& before) {
  City city = before;
  CityDivision division(city, DivideCityOptions{}, RunContext{});
  const std::vector<std::size_t> edited = edited_buildings(city);
  std::size_t next = 0;
  for (auto _ : state) {
    move(city.buildings[edited[next++ % edited.size()]]);
    division.update(city, RunContext{});
  }
}

using Task = void (*)(benchmark::State&, const City&);

void row(const std::string& name, Task task, const City& (*city)()) {
  benchmark::RegisterBenchmark(("edit/" + name).c_str(), [=](benchmark::State& state) {
    task(state, city());
  })->Unit(benchmark::kMillisecond);
}

const bool registered = [] {
  for (const auto& [name, task] : {std::pair<const char*, Task>{"tile_anew", tile_anew},
                                   {"tile_after_an_edit", tile_after_an_edit},
                                   {"plan_anew", plan_anew},
                                   {"plan_after_an_edit", plan_after_an_edit}}) {
    row(std::string(name) + "/sample", task, sample_city);
    row(std::string(name) + "/large_region", task, large_region);
  }
  return true;
}();

}  // namespace

}  // namespace wangge::bench
