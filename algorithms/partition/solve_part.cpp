#include "algorithms/partition/solve_part.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/partition/cycle_bound.hpp"
#include "algorithms/partition/exact_small.hpp"
#include "algorithms/partition/improve.hpp"
#include "algorithms/partition/merge_stranded.hpp"
#include "algorithms/partition/multilevel.hpp"
#include "algorithms/partition/prove.hpp"
#include "algorithms/partition/reduce.hpp"
#include "algorithms/partition/windows.hpp"

namespace wangge::partition {

namespace {

/// Entries of the rows of cycle_bound that take as long as a unit of ProveLimits::work.
constexpr std::int64_t kWalkWork = 60;

/// Cycles of a search from nothing.
constexpr std::int32_t kCycles = 4;

/// Nodes beyond which most parts have no diagram that could close them.
constexpr std::int32_t kProofsEnd = 200;

/// Share of the cost that the exact method may leave open before walks are tried, too.
constexpr double kFarFromBound = 0.1;

Labels search_plan(const PartGraph& graph, const GridCosts& costs, double effort, std::int32_t cycles, const Labels& start,
                   bool first_in_range, const RunContext& run, std::uint64_t number = 0) {
  if (graph.size() == 1) return {0};
  Random random = Random::of(run.seed, 7 + (number << 8), static_cast<std::uint64_t>(graph.size()),
                             static_cast<std::uint64_t>(graph.total()));
  TreePartitioner partitioner;
  MultilevelLimits limits;
  limits.cycles = cycles;
  limits.effort = effort;
  limits.first_in_range = first_in_range;
  return multilevel_plan(graph, costs, limits, start, partitioner, random, run);
}

ProveLimits prove_limits(const PartLimits& limits) {
  ProveLimits out;
  out.gap = limits.gap;
  out.work = limits.proof;
  out.labels = static_cast<std::size_t>(std::clamp<std::int64_t>(out.work / 10, 20'000, 400'000));
  out.states = static_cast<std::size_t>(std::clamp<std::int64_t>(out.work / 10, 2'000, 30'000));
  if (limits.prove) {
    out.states = static_cast<std::size_t>(std::clamp<std::int64_t>(out.work / 5, 100'000, 3'000'000));
    out.starts = 100;
    out.two_sided = static_cast<std::size_t>(std::clamp<std::int64_t>(out.work / 10, 100'000, 1'000'000));
    out.labels = static_cast<std::size_t>(std::clamp<std::int64_t>(out.work / 4, 400'000, 12'000'000));
    out.columns = 40'000;
    out.cover_nodes = std::clamp<std::int64_t>(out.work / 2, 500'000, 20'000'000);
  }
  return out;
}

ProveLimits quick_limits() {
  ProveLimits out;
  out.listing_only = true;
  out.states = 3'000;
  out.starts = 4;
  out.labels = 6'000;
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
  answer.in_range = breaks_no_rule(graph, costs, label);
}

/// Searches from nothing, one and as many more as a small share of the proof's work pays for: one search may end several percent
/// above the best plan, others end elsewhere, and a proof that aims at a poor plan takes many times as long.
void search_anew(const PartGraph& graph, const MergedPart& merged, const GridCosts& costs, const PartLimits& limits,
                 const RunContext& run, PartAnswer& answer) {
  constexpr double effort = 2;
  constexpr int most = 16, enough = 4;
  // in units of ProveLimits::work, fitted to parts of 70 to 2,400 nodes: no more than a budget needs
  const std::int64_t each =
      9'000 * std::max<std::int64_t>(1, graph.total() / costs.target_households) + 50 * merged.graph().size();
  const std::int64_t share = merged.graph().size() > kProofsEnd ? 4 : 32;  // where proofs hardly end, plans gain more
  const std::int64_t wanted = std::min<std::int64_t>(most, 1 + limits.proof / share / each);
  int again = 1;  // the best plan came up so often
  for (std::int64_t i = 0; i < wanted && again < enough && !run.should_stop(); ++i) {
    // other searches in another round
    const auto number = static_cast<std::uint64_t>(limits.proof / 1'000 + i + 1);
    const Labels found = search_plan(merged.graph(), costs, effort, kCycles, {}, false, run, number);
    answer.work += each;
    const Cost before = answer.cost, cost = plan_cost(merged.graph(), costs, found) + side_cost(merged.graph(), found);
    again = cost < before ? 1 : again + static_cast<int>(cost == before);
    offer(graph, costs, merged.expand(found), answer);
  }
}

/// Bound of parts that are too wide for the exact method.
void bound_by_walks(const PartGraph& graph, const GridCosts& costs, const PartLimits& limits, const Labels& plan,
                    const RunContext& run, PartAnswer& answer) {
  CycleLimits walks;
  walks.work = limits.proof * kWalkWork;
  walks.gap = limits.gap;
  const CycleBound found = cycle_bound(graph, costs, plan, walks, run);
  answer.work += found.work / kWalkWork;
  if (found.ran) answer.lower = std::max(answer.lower, found.lower);
}

/// Exact method on the merged graph; its plan and bound are those of the whole.
void prove_answer(const PartGraph& graph, const MergedPart& merged, const GridCosts& costs, const PartLimits& limits, bool quick,
                  const RunContext& run, PartAnswer& answer) {
  Labels start;
  if (answer.in_range) start = merged.project(answer.label);
  const ProveAnswer found = prove_part(merged.graph(), costs, start, quick ? quick_limits() : prove_limits(limits), run);
  answer.work += found.work;
  if (!found.ran) {  // too wide for a diagram
    if (limits.prove && !start.empty()) bound_by_walks(merged.graph(), costs, limits, start, run, answer);
    return;
  }
  if (found.closed && found.label.empty()) {
    answer.impossible = true;
    return;
  }
  if (!found.label.empty()) {
    offer(graph, costs, merged.expand(found.label), answer);
  }
  answer.lower = std::max(answer.lower, found.lower);
  answer.optimal = answer.in_range && found.closed && answer.cost == found.lower;
  const auto left = static_cast<double>(answer.cost - answer.lower);
  if (limits.prove && !found.closed && !start.empty() && left > kFarFromBound * static_cast<double>(std::abs(answer.cost)))
    bound_by_walks(merged.graph(), costs, limits, merged.project(answer.label), run,
                   answer);  // a diagram, but too large to price
}

/// Exact windows on the plan at hand.
void windows_answer(const PartGraph& graph, const MergedPart& merged, const GridCosts& costs, const PartLimits& limits,
                    const RunContext& run, PartAnswer& answer) {
  Labels label = merged.project(answer.label);
  Random random = Random::of(run.seed, 8, static_cast<std::uint64_t>(graph.size()), static_cast<std::uint64_t>(graph.total()));
  WindowLimits window;
  window.work = limits.windows;
  answer.work += limits.windows;
  improve_windows(merged.graph(), costs, window, random, run, label);
  offer(graph, costs, merged.expand(label), answer);
}

/// Small parts for which no plan was found that keeps all rules: the best there is, and with it the proof that none does.
void settle_small(const PartGraph& graph, const GridCosts& costs, PartAnswer& answer) {
  const Labels best = exact_small(graph, costs);
  if (best.empty()) return;
  offer(graph, costs, best, answer);
  answer.optimal = answer.in_range;
  answer.impossible = !answer.in_range;
  if (answer.in_range) answer.lower = answer.cost;
}

}  // namespace

PartAnswer solve_part(const PartGraph& graph, const GridCosts& costs, const PartLimits& limits, const Labels& start,
                      const RunContext& run) {
  PartAnswer answer;
  answer.lower = trivial_bound(graph, costs);
  answer.impossible = !costs.reachable(graph.total());
  if (!start.empty()) offer(graph, costs, start, answer);
  const MergedPart merged(graph, costs);
  // what can only lie in one grid is too much for it
  answer.impossible |= std::any_of(merged.graph().households.begin(), merged.graph().households.end(),
                                   [&](std::int32_t h) { return h > costs.max_households; });
  bool searched = false;  // the whole part from nothing: merging nothing leaves the graph as it is, and then its plan, too
  const auto search = [&](double effort, std::int32_t cycles, const Labels& from, std::uint64_t number = 0) {
    const Labels found =
        search_plan(merged.graph(), costs, effort * limits.effort, cycles, from, limits.only_feasibility, run, number);
    offer(graph, costs, merged.expand(found), answer);
    searched |= from.empty() && cycles == kCycles && merged.graph().size() == graph.size();
  };
  const auto settled = [&] { return answer.optimal || answer.impossible || (limits.only_feasibility && answer.in_range); };
  if (!answer.impossible) {
    // most parts are small: a light search and one list of sets settle them
    const bool small = merged.graph().size() <= 40;
    if (start.empty()) {
      if (small || limits.only_feasibility) search(0.1, 1, {});
      if (small && !settled()) prove_answer(graph, merged, costs, limits, true, run, answer);
      if (!settled()) search(0.4, limits.only_feasibility ? 2 : kCycles, {});
    } else if (answer.in_range && limits.more_cycles > 0 && !settled()) {
      search(0.4, limits.more_cycles, merged.project(answer.label));  // in range, so no grid cuts what was merged
      if (!limits.prove) search(0.4, 1, {}, 1);                       // from elsewhere: often the better end
    }
    const bool listed = limits.proof == 0 || (limits.proof < 0 && !answer.in_range);
    if (!start.empty() && small && listed && !settled()) prove_answer(graph, merged, costs, limits, true, run, answer);
    if (limits.prove && !limits.light && !limits.only_feasibility && !settled())
      search_anew(graph, merged, costs, limits, run, answer);
    if (!settled() && limits.proof > 0) prove_answer(graph, merged, costs, limits, false, run, answer);
    // what the proof leaves open: the better plan of a window brings the next proof nearer
    if (!settled() && limits.windows > 0 && merged.graph().size() > 40) windows_answer(graph, merged, costs, limits, run, answer);
  }
  // out of range the merges are not safe, and level 1 is left to the search alone
  if (!answer.in_range && !searched && (!limits.only_feasibility || limits.mend || answer.label.empty()))
    offer(graph, costs,
          search_plan(graph, costs, 0.4 * limits.effort,
                      limits.mend               ? 2
                      : limits.only_feasibility ? 1
                                                : kCycles,
                      start, limits.only_feasibility, run),
          answer);
  if (!answer.in_range && (graph.size() <= 10 || !(limits.light || limits.only_feasibility))) settle_small(graph, costs, answer);
  answer.lower = std::min(answer.lower, answer.cost);
  return answer;
}

}  // namespace wangge::partition
