/// Sites for new centres on the real network of Porto Alegre: 343 candidates, 20,000 households' points, 1,000 m on foot.
#include "algorithms/reach/reach_table.hpp"
#include "algorithms/siting/choose_sites.hpp"
#include "algorithms/siting/propose_centres.hpp"
#include "bench/rates.hpp"
#include "bench/real_city.hpp"

namespace wangge::bench {

namespace {

constexpr double kRadius = 1000;

/// Candidates x places of the case, made once.
struct Demand {
  ReachTable reached;
  std::vector<std::int64_t> weight;
  std::int64_t all = 0;
};

Demand demand_of(const City& city) {
  const WalkGraph graph = build_walk_graph(city.walk_lines);
  const NetworkSnapper snapper(graph);
  const AccessModel model(city, graph, snapper);
  const Sites sites = collect_sites(city.buildings);
  AccessTable candidates;
  for (const Centre& centre : city.centres) {
    const AccessModel::Way way = model.enter(centre);
    candidates.add(way.kind, way.entries);
  }
  Demand demand;
  demand.reached = reach_table(graph, candidates, PlacesOnArcs(graph.arcs.size(), enter_network(sites, model, RunContext{})),
                               kRadius, RunContext{});
  demand.weight.assign(sites.points.size(), 0);
  for (std::size_t b = 0; b < city.buildings.size(); ++b)
    demand.weight[sites.of_building[b]] += city.buildings[b].households.value();
  for (const std::int64_t w : demand.weight) demand.all += w;
  return demand;
}

const Demand* porto_alegre() {
  const City* city = real_city("porto_alegre");
  static const Demand demand = city != nullptr ? demand_of(*city) : Demand{};
  return city != nullptr ? &demand : nullptr;
}

void merge_demand(benchmark::State& state) {
  const Demand* demand = porto_alegre();
  if (demand == nullptr) return state.SkipWithError("the case porto_alegre is not on this machine");
  std::size_t classes = 0;
  for (auto _ : state) classes = cover_problem(demand->reached, demand->weight).class_count();
  state.counters["places"] = static_cast<double>(demand->weight.size());
  state.counters["classes"] = static_cast<double>(classes);
}
BENCHMARK(merge_demand)->Name("siting/merge_demand")->Unit(benchmark::kMillisecond);

void choose(benchmark::State& state) {
  const Demand* demand = porto_alegre();
  if (demand == nullptr) return state.SkipWithError("the case porto_alegre is not on this machine");
  const CoverProblem problem = cover_problem(demand->reached, demand->weight);
  SiteChoice choice;
  for (auto _ : state) choice = choose_most(problem, static_cast<std::size_t>(state.range(0)), {}, RunContext{});
  const auto all = static_cast<double>(demand->all);
  state.counters["covered_percent"] = 100 * static_cast<double>(choice.covered) / all;
  state.counters["bound_percent"] = 100 * static_cast<double>(choice.bound) / all;
  state.counters["gap_percent"] = 100 * static_cast<double>(choice.bound - choice.covered) / static_cast<double>(choice.covered);
  state.counters["proven"] = choice.proven ? 1 : 0;
}
BENCHMARK(choose)->Name("siting")->Arg(10)->Arg(20)->Arg(30)->Arg(50)->Arg(80)->Arg(120)->Unit(benchmark::kMillisecond);

void fewest(benchmark::State& state) {
  const Demand* demand = porto_alegre();
  if (demand == nullptr) return state.SkipWithError("the case porto_alegre is not on this machine");
  const CoverProblem problem = cover_problem(demand->reached, demand->weight);
  const std::int64_t wanted = demand->all * state.range(0) / 100;
  SiteChoice choice;
  for (auto _ : state) choice = choose_fewest(problem, wanted, {}, RunContext{});
  state.counters["sites"] = static_cast<double>(choice.sites.size());
  state.counters["fewest_possible"] = static_cast<double>(choice.fewest_possible);
}
BENCHMARK(fewest)->Name("siting/fewest_for_percent")->Arg(80)->Arg(90)->Arg(95)->Unit(benchmark::kMillisecond);

/// The whole proposal, candidates chosen by the program: `most` of them at most, on the city without its centres or beside them.
void propose(benchmark::State& state, bool beside) {
  const City* city = real_city("porto_alegre");
  if (city == nullptr) return state.SkipWithError("the case porto_alegre is not on this machine");
  City job = *city;
  job.circles.minutes = {}, job.circles.metres = {kRadius};
  if (!beside) job.centres.clear();
  SitingOptions options;
  options.add = static_cast<std::int32_t>(state.range(0));
  options.most_candidates = static_cast<std::size_t>(state.range(1));
  options.source = CandidateSource::network;
  SitingReport report;
  for (auto _ : state) report = propose_centres(job, options, RunContext{}).value();
  const auto all = static_cast<double>(report.households);
  state.counters["candidates"] = static_cast<double>(report.candidates.size());
  state.counters["covered_percent"] = 100 * static_cast<double>(report.covered_after) / all;
  state.counters["gap_percent"] = 100 * report.gap;
}
BENCHMARK_CAPTURE(propose, from_nothing, false)
    ->Name("siting/chosen_candidates/from_nothing")
    ->ArgsProduct({{20, 50, 120}, {1500, 10000}})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(propose, beside, true)
    ->Name("siting/chosen_candidates/beside_343")
    ->Args({10, 10000})
    ->Unit(benchmark::kMillisecond);

/// The fewest places for a share, among all places of the network.
void propose_fewest(benchmark::State& state) {
  const City* city = real_city("porto_alegre");
  if (city == nullptr) return state.SkipWithError("the case porto_alegre is not on this machine");
  City job = *city;
  job.circles.minutes = {}, job.circles.metres = {kRadius};
  job.centres.clear();
  SitingOptions options;
  options.share = static_cast<double>(state.range(0)) / 100;
  options.source = CandidateSource::network;
  SitingReport report;
  for (auto _ : state) report = propose_centres(job, options, RunContext{}).value();
  state.counters["candidates"] = static_cast<double>(report.candidates.size());
  state.counters["sites"] = static_cast<double>(report.chosen.size());
  state.counters["fewest_possible"] = static_cast<double>(report.fewest_possible);
}
BENCHMARK(propose_fewest)->Name("siting/chosen_candidates/fewest_for_percent")->Arg(80)->Arg(95)->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace wangge::bench
