#include "bench/rates.hpp"
#include "bench/sample_city.hpp"

namespace wangge::bench {

namespace {

std::size_t cells_of_sample() {
  std::size_t cells = 0;
  for (const CommunityDraft& draft : sample_drafts()) cells += draft.tiled.cell_count();
  return cells;
}

void borders(benchmark::State& state) {
  const std::vector<CommunityDraft>& drafts = sample_drafts();
  std::size_t found = 0;
  for (auto _ : state) {
    found = 0;
    for (const CommunityDraft& draft : drafts) found += cell_borders(draft.tiled, sample_city()).size();
  }
  time_per(state, "cell", cells_of_sample());
  state.counters["borders"] = static_cast<double>(found);
}
BENCHMARK(borders)->Name("graph/cell_borders")->Unit(benchmark::kMillisecond);

void problems(benchmark::State& state) {
  const std::vector<CommunityDraft>& drafts = sample_drafts();
  std::size_t atoms = 0, edges = 0;
  for (auto _ : state) {
    atoms = edges = 0;
    for (const CommunityDraft& draft : drafts) {
      const ProblemOfCells made = division_problem(draft.tiled, draft.borders, sample_city(), draft.scene.community,
                                                   draft.compound_of_cell, draft.unit_of_cell);
      atoms += made.problem.households.size();
      edges += made.problem.edges.size();
    }
  }
  time_per(state, "cell", cells_of_sample());
  state.counters["atoms"] = static_cast<double>(atoms);
  state.counters["edges"] = static_cast<double>(edges);
}
BENCHMARK(problems)->Name("graph/division_problem")->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace wangge::bench
