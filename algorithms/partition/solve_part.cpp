#include "algorithms/partition/solve_part.hpp"

#include <algorithm>

#include "algorithms/partition/improve.hpp"

namespace wangge::partition {

namespace {

bool plan_in_range(const PartGraph& graph, const GridCosts& costs, std::span<const std::int32_t> label) {
  for (const std::int64_t h : totals(graph, label))
    if (costs.out(h) > 0) return false;
  return side_cost(graph, label) == 0;
}

Labels search_plan(const PartGraph& graph, const GridCosts& costs, const PartLimits& limits, const RunContext& run) {
  Random random = Random::of(run.seed, 7, static_cast<std::uint64_t>(graph.size()), static_cast<std::uint64_t>(graph.total()));
  TreePartitioner partitioner;
  const std::int64_t grids = std::max<std::int64_t>(1, graph.total() / costs.target_households);
  const auto trees = static_cast<std::int32_t>(std::clamp(limits.effort * (graph.size() <= 400 ? 8.0 : 2.0), 1.0, 1000.0));
  Labels label = feasible_start(graph, costs, trees, partitioner, random);
  SearchLimits search;
  search.rounds = static_cast<std::int64_t>(limits.effort * static_cast<double>(20 + 30 * grids));
  search.work = static_cast<std::int64_t>(limits.effort * limits.seconds * 1e8);
  improve(graph, costs, search, partitioner, random, run, label);
  return label;
}

}  // namespace

PartAnswer solve_part(const PartGraph& graph, const GridCosts& costs, const PartLimits& limits, const RunContext& run) {
  PartAnswer answer;
  answer.label = graph.size() == 1 ? Labels{0} : search_plan(graph, costs, limits, run);
  answer.cost = plan_cost(graph, costs, answer.label) + side_cost(graph, answer.label);
  answer.in_range = plan_in_range(graph, costs, answer.label);
  answer.impossible = !costs.reachable(graph.total());
  answer.lower = 0;
  for (const PartEdge& e : graph.edges) answer.lower += std::min<Cost>(0, e.cut);
  answer.lower /= 2;
  if (costs.per_grid != 0) answer.lower += costs.per_grid * (costs.per_grid > 0 ? costs.fewest(graph.total()) : costs.most(graph.total()));
  if (graph.size() == 1 && answer.in_range) {
    answer.optimal = true;
    answer.lower = answer.cost;
  }
  return answer;
}

}  // namespace wangge::partition
