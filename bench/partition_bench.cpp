#include "algorithms/plan/city_division.hpp"
#include "bench/rates.hpp"
#include "bench/sample_city.hpp"

namespace wangge::bench {

namespace {

/// What the divisions of all communities amount to.
struct Quality {
  double grids = 0, in_range = 0, proven = 0, impossible = 0, out_of_range = 0, score = 0, lower_bound = 0;

  void add(const DivisionProblem& problem, const Division& division) {
    std::vector<std::int64_t> households(static_cast<std::size_t>(division.grids), 0);
    for (std::size_t a = 0; a < division.grid.size(); ++a)
      households[static_cast<std::size_t>(division.grid[a])] += problem.households[a];
    for (const std::int64_t h : households) in_range += h >= problem.min_households && h <= problem.max_households ? 1 : 0;
    grids += division.grids;
    proven += division.proof == Proof::optimal ? 1 : 0;
    impossible += division.proof == Proof::infeasible ? 1 : 0;
    out_of_range += static_cast<double>(division.out_of_range);
    score += static_cast<double>(division.score) / static_cast<double>(kCostPerPoint);
    lower_bound += static_cast<double>(division.lower_bound) / static_cast<double>(kCostPerPoint);
  }

  void report(benchmark::State& state) const {
    state.counters["grids"] = grids;
    state.counters["in_range"] = in_range;
    state.counters["out_of_range_households"] = out_of_range;
    state.counters["proven_optimal"] = proven;
    state.counters["proven_infeasible"] = impossible;
    state.counters["score"] = score;
    state.counters["lower_bound"] = lower_bound;
  }
};

void divide_each(benchmark::State& state, const DivideOptions& options) {
  const std::vector<CommunityDraft>& drafts = sample_drafts();
  Quality quality;
  std::size_t communities = 0;
  const RunContext run;
  for (auto _ : state) {
    quality = Quality{};
    communities = 0;
    for (const CommunityDraft& draft : drafts) {
      if (draft.problem.cell.empty()) continue;
      quality.add(draft.problem.problem, divide_community(draft.problem.problem, options, run));
      ++communities;
    }
  }
  quality.report(state);
  time_per(state, "community", communities);
}

/// As `wangge divide` does: one budget of work for the whole city.
void divide(benchmark::State& state) {
  const std::vector<CommunityDraft>& drafts = sample_drafts();
  std::vector<const DivisionProblem*> problems;
  for (const CommunityDraft& draft : drafts)
    if (!draft.problem.cell.empty()) problems.push_back(&draft.problem.problem);
  Quality quality;
  const RunContext run;
  for (auto _ : state) {
    quality = Quality{};
    const std::vector<Division> divisions = divide_all(problems, DivideOptions{}, DivideBudget{}, run);
    for (std::size_t i = 0; i < problems.size(); ++i) quality.add(*problems[i], divisions[i]);
  }
  quality.report(state);
  time_per(state, "community", problems.size());
}
BENCHMARK(divide)->Name("partition/divide")->Unit(benchmark::kMillisecond)->Iterations(1);

/// One building more households, then the next: what an edit costs, one community after the other.
void replan(benchmark::State& state) {
  City city = sample_city();
  const RunContext run;
  CityDivision division(city, DivideCityOptions{}, run);
  std::vector<std::int32_t> edited(city.communities.size(), -1);
  for (std::size_t b = 0; b < city.buildings.size(); ++b)
    if (const Building& one = city.buildings[b]; one.community >= 0 && one.exclusive < 0 && one.households.value() > 0)
      edited[static_cast<std::size_t>(one.community)] = static_cast<std::int32_t>(b);
  std::erase(edited, -1);
  std::size_t next = 0;
  double redone = 0;
  for (auto _ : state) {
    Building& building = city.buildings[static_cast<std::size_t>(edited[next++ % edited.size()])];
    building.households = Households(building.households.value() + 1);
    redone += static_cast<double>(division.update(city, run).size());
  }
  state.counters["communities_divided_anew"] = redone / static_cast<double>(state.iterations());
}
BENCHMARK(replan)->Name("partition/replan_after_an_edit")->Unit(benchmark::kMillisecond);

/// The clock ends it, so its quality depends on the machine.
void divide_and_prove(benchmark::State& state) {
  DivideOptions options;
  options.prove = true;
  divide_each(state, options);
}
BENCHMARK(divide_and_prove)->Name("partition/divide_and_prove")->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace

}  // namespace wangge::bench
