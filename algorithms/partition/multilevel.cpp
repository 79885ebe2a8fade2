#include "algorithms/partition/multilevel.hpp"

#include <algorithm>
#include <limits>

#include "algorithms/partition/anneal.hpp"
#include "algorithms/partition/coarsen.hpp"
#include "algorithms/partition/improve.hpp"

namespace wangge::partition {

namespace {

class Cycles {
 public:
  Cycles(const PartGraph& graph, const GridCosts& costs, const MultilevelLimits& limits, TreePartitioner& partitioner,
         Random& random, const RunContext& run)
      : graph_(graph),
        costs_(costs),
        effort_(limits.effort),
        first_in_range_(limits.first_in_range),
        partitioner_(partitioner),
        random_(random),
        run_(run) {
    grids_ = std::max<std::int64_t>(1, graph.total() / std::max(1, costs.target_households));
  }

  Labels solve(std::int32_t cycles, const Labels& start) {
    Labels best = start;
    Cost best_cost =
        start.empty() ? std::numeric_limits<Cost>::max() : plan_cost(graph_, costs_, start) + side_cost(graph_, start);
    std::int32_t idle = 0;
    for (std::int32_t c = 0; c < cycles && idle < 3; ++c) {
      Labels label = cycle(best, idle == 0 ? 0 : idle == 1 ? -1 : 1);
      const Cost cost = plan_cost(graph_, costs_, label) + side_cost(graph_, label);
      ++idle;
      if (cost < best_cost) {
        best_cost = cost;
        best = std::move(label);
        idle = 0;
      }
      if (run_.should_stop() || (first_in_range_ && breaks_no_rule(graph_, costs_, best))) break;
    }
    return best;
  }

 private:
  /// One way down and up; `label`: the plan at hand, or empty. After a cycle in vain the next begins with one grid fewer or
  /// `more`: windows seldom find the way to another number of grids.
  Labels cycle(Labels label, std::int32_t more) {
    const std::vector<Contraction> levels = join_levels(label);
    const PartGraph& small = levels.empty() ? graph_ : levels.back().graph;
    if (label.empty())
      label = feasible_start(small, costs_, std::max(2, static_cast<std::int32_t>(20 * effort_)), partitioner_, random_);
    if (more != 0) change_count(small, more, label);
    SearchLimits search;
    search.rounds = static_cast<std::int64_t>(effort_ * static_cast<double>(5 + 6 * grids_));
    search.work = static_cast<std::int64_t>(effort_ * 6e7);
    improve(small, costs_, search, partitioner_, random_, run_, label);
    move_borders(small, label);
    for (std::size_t i = levels.size(); i-- > 0;) {
      label = expand(levels[i], label);
      move_borders(i == 0 ? graph_ : levels[i - 1].graph, label);
    }
    return label;
  }

  void change_count(const PartGraph& graph, std::int32_t more, Labels& label) {
    const std::int64_t wanted = renumber(label) + more;
    const bool free = costs_.per_grid == 0 && graph_.side.fixed_grids == 0;
    if (free && wanted >= costs_.fewest(graph_.total()) && wanted <= costs_.most(graph_.total()))
      adjust_count(graph, costs_, static_cast<std::int32_t>(wanted), partitioner_, random_, label);
  }

  /// Graphs of falling size, about ten nodes a grid at last; `label` becomes the plan of the smallest.
  std::vector<Contraction> join_levels(Labels& label) {
    std::vector<Contraction> levels;
    const std::int64_t enough = std::max<std::int64_t>(30, 10 * grids_);
    const PartGraph* graph = &graph_;
    while (graph->size() > enough && !run_.cancelled()) {
      Contraction level = coarsen(*graph, costs_.target_households / 6, 4, label, random_);
      if (10 * level.graph.size() > 9 * graph->size()) break;
      if (!label.empty()) label = project(level, label);
      levels.push_back(std::move(level));
      graph = &levels.back().graph;
    }
    return levels;
  }

  void move_borders(const PartGraph& graph, Labels& label) {
    AnnealLimits limits;
    limits.sweeps = 20 * effort_;
    anneal(graph, costs_, limits, random_, run_, label);
  }

  const PartGraph& graph_;
  const GridCosts& costs_;
  double effort_;
  bool first_in_range_;
  TreePartitioner& partitioner_;
  Random& random_;
  const RunContext& run_;
  std::int64_t grids_;
};

}  // namespace

Labels multilevel_plan(const PartGraph& graph, const GridCosts& costs, const MultilevelLimits& limits, const Labels& start,
                       TreePartitioner& partitioner, Random& random, const RunContext& run) {
  return Cycles(graph, costs, limits, partitioner, random, run).solve(std::max(1, limits.cycles), start);
}

}  // namespace wangge::partition
