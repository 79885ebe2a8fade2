#include "algorithms/partition/solve_part.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/partition/improve.hpp"
#include "algorithms/partition/prove.hpp"
#include "algorithms/partition/reduce.hpp"
#include "algorithms/partition/windows.hpp"

namespace wangge::partition {

namespace {

bool plan_in_range(const PartGraph& graph, const GridCosts& costs, std::span<const std::int32_t> label) {
  for (const std::int64_t h : totals(graph, label))
    if (costs.out(h) > 0) return false;
  return side_cost(graph, label) == 0;
}

Labels search_plan(const PartGraph& graph, const GridCosts& costs, const PartLimits& limits, double effort,
                   const RunContext& run) {
  if (graph.size() == 1) return {0};
  Random random = Random::of(run.seed, 7, static_cast<std::uint64_t>(graph.size()), static_cast<std::uint64_t>(graph.total()));
  TreePartitioner partitioner;
  const std::int64_t grids = std::max<std::int64_t>(1, graph.total() / costs.target_households);
  const auto trees = static_cast<std::int32_t>(std::clamp(effort * (graph.size() <= 400 ? 8.0 : 2.0), 1.0, 1000.0));
  Labels label = feasible_start(graph, costs, trees, partitioner, random);
  SearchLimits search;
  search.rounds = static_cast<std::int64_t>(effort * static_cast<double>(20 + 30 * grids));
  search.work = static_cast<std::int64_t>(effort * limits.seconds * 3e7);
  improve(graph, costs, search, partitioner, random, run, label);
  return label;
}

ProveLimits prove_limits(const PartLimits& limits) {
  ProveLimits out;
  out.gap = limits.gap;
  out.work = static_cast<std::int64_t>(limits.seconds * 1e7);
  out.labels = static_cast<std::size_t>(std::clamp<std::int64_t>(out.work / 20, 20'000, 400'000));
  if (limits.prove) {
    out.states = 1'000'000;
    out.starts = 400;
    out.labels = 12'000'000;
    out.columns = 40'000;
    out.cover_nodes = 20'000'000;
    out.work = static_cast<std::int64_t>(limits.seconds * 1e7);
  }
  return out;
}

ProveLimits quick_limits() {
  ProveLimits out;
  out.listing_only = true;
  out.states = 10'000;
  out.starts = 4;
  out.labels = 60'000;
  return out;
}

/// What is known without search: edges cost at least their negative ones, grids at least their number.
Cost trivial_bound(const PartGraph& graph, const GridCosts& costs) {
  Cost lower = 0;
  for (const PartEdge& e : graph.edges) lower += std::min<Cost>(0, e.cut);
  lower /= 2;
  if (costs.deviation && costs.reachable(graph.total())) {  // all grids equal; prices are rounded down by less than 1 each
    double least = 1e17;
    for (std::int64_t k = costs.fewest(graph.total()); k <= costs.most(graph.total()); ++k) {
      const double off = static_cast<double>(graph.total()) / static_cast<double>(k) - costs.target_households;
      least = std::min(least,
                       static_cast<double>(k) * (off * off / costs.target_households * static_cast<double>(kCostPerPoint) - 1.0));
    }
    lower += static_cast<Cost>(std::floor(least)) - 1;
  }
  if (costs.per_grid > 0) lower += costs.per_grid * costs.fewest(graph.total());
  if (costs.per_grid < 0) lower += costs.per_grid * std::max<std::int64_t>(1, costs.most(graph.total()));
  return lower;
}

/// Takes a plan when it is better.
void offer(const PartGraph& graph, const GridCosts& costs, const Labels& label, PartAnswer& answer) {
  const Cost cost = plan_cost(graph, costs, label) + side_cost(graph, label);
  if (!answer.label.empty() && cost >= answer.cost) return;
  answer.label = label;
  answer.cost = cost;
  answer.in_range = plan_in_range(graph, costs, label);
}

/// Exact method on the merged graph; its plan and bound are those of the whole.
void prove_answer(const PartGraph& graph, const SafeMerge& merged, const GridCosts& costs, const PartLimits& limits, bool quick,
                  const RunContext& run, PartAnswer& answer) {
  Labels start;
  if (answer.in_range) {
    start.assign(static_cast<std::size_t>(merged.graph.size()), 0);
    for (std::size_t v = 0; v < answer.label.size(); ++v)
      start[static_cast<std::size_t>(merged.merged_into[v])] = answer.label[v];
  }
  const ProveAnswer found = prove_part(merged.graph, costs, start, quick ? quick_limits() : prove_limits(limits), run);
  if (!found.ran) return;
  if (found.closed && found.label.empty()) {
    answer.impossible = true;
    return;
  }
  if (!found.label.empty()) {
    Labels label(answer.label.size());
    for (std::size_t v = 0; v < label.size(); ++v) label[v] = found.label[static_cast<std::size_t>(merged.merged_into[v])];
    offer(graph, costs, label, answer);
  }
  answer.lower = std::max(answer.lower, found.lower);
  answer.optimal = answer.in_range && found.closed && answer.cost == found.lower;
}

/// Exact windows on the plan at hand.
void windows_answer(const PartGraph& graph, const SafeMerge& merged, const GridCosts& costs, const PartLimits& limits,
                    const RunContext& run, PartAnswer& answer) {
  Labels label(static_cast<std::size_t>(merged.graph.size()));
  for (std::size_t v = 0; v < answer.label.size(); ++v) label[static_cast<std::size_t>(merged.merged_into[v])] = answer.label[v];
  Random random = Random::of(run.seed, 8, static_cast<std::uint64_t>(graph.size()), static_cast<std::uint64_t>(graph.total()));
  WindowLimits window;
  window.work = static_cast<std::int64_t>(limits.effort * limits.seconds * 2e6);
  improve_windows(merged.graph, costs, window, random, run, label);
  Labels whole(answer.label.size());
  for (std::size_t v = 0; v < whole.size(); ++v) whole[v] = label[static_cast<std::size_t>(merged.merged_into[v])];
  offer(graph, costs, whole, answer);
}

}  // namespace

PartAnswer solve_part(const PartGraph& graph, const GridCosts& costs, const PartLimits& limits, const RunContext& run) {
  PartAnswer answer;
  answer.lower = trivial_bound(graph, costs);
  answer.impossible = !costs.reachable(graph.total());
  const SafeMerge merged = merge_stranded(graph, costs);
  const auto search_merged = [&](double effort) {
    const Labels found = search_plan(merged.graph, costs, limits, effort * limits.effort, run);
    Labels label(static_cast<std::size_t>(graph.size()));
    for (std::size_t v = 0; v < label.size(); ++v) label[v] = found[static_cast<std::size_t>(merged.merged_into[v])];
    offer(graph, costs, label, answer);
  };
  const auto settled = [&] { return answer.optimal || answer.impossible || (limits.only_feasibility && answer.in_range); };
  if (!answer.impossible) {
    // most parts are small: a light search and one list of sets settle them
    const bool small = merged.graph.size() <= 120;
    search_merged(small ? 0.3 : merged.graph.size() <= 400 ? 2.0 : 1.0);
    if (small && !settled()) prove_answer(graph, merged, costs, limits, true, run, answer);
    if (small && !settled()) search_merged(limits.only_feasibility ? 0.7 : 3.0);
    if (!settled() && !limits.only_feasibility && merged.graph.size() > 40)
      windows_answer(graph, merged, costs, limits, run, answer);
    if (!settled()) prove_answer(graph, merged, costs, limits, false, run, answer);
  }
  // out of range the merges are not safe, and level 1 is left to the search alone
  if (!answer.in_range && (!limits.only_feasibility || answer.label.empty())) {
    const double effort = limits.only_feasibility ? 0.1 : graph.size() <= 400 ? 3.0 : 1.0;
    offer(graph, costs, search_plan(graph, costs, limits, effort * limits.effort, run), answer);
  }
  answer.lower = std::min(answer.lower, answer.cost);
  return answer;
}

}  // namespace wangge::partition
