#include "algorithms/partition/attempt.hpp"

#include <algorithm>

#include "core/random.hpp"

namespace wangge::partition {

namespace {

/// The plan to go on from, as labels of one part; empty where it cuts a node or is not connected under this treatment.
Labels start_of(std::span<const std::int32_t> node_start, const ConnectedPart& part) {
  if (node_start.empty()) return {};
  Labels label(part.nodes.size());
  for (std::size_t i = 0; i < label.size(); ++i) {
    label[i] = node_start[static_cast<std::size_t>(part.nodes[i])];
    if (label[i] < 0) return {};
  }
  renumber(label);
  return all_connected(part.graph, label) ? label : Labels{};
}

/// By node: the grid of its atoms in the plan to go on from, -2 when that cuts the node. Empty without such a plan.
Labels starts_of_nodes(std::span<const std::int32_t> start, const Reduction& reduction) {
  if (start.empty()) return {};
  Labels label(static_cast<std::size_t>(reduction.graph.size()), -1);
  for (std::size_t i = 0; i < start.size(); ++i) {
    if (reduction.node_of[i] < 0) continue;
    std::int32_t& own = label[static_cast<std::size_t>(reduction.node_of[i])];
    own = own == -1 || own == start[i] ? start[i] : -2;
  }
  return label;
}

/// Locked grids get the first labels, in order of their number.
std::int32_t label_locked(const DivisionProblem& problem, std::vector<std::int32_t>& grid) {
  std::map<std::int32_t, std::int32_t> number;
  for (const std::int32_t l : problem.locked)
    if (l >= 0) number.emplace(l, 0);
  std::int32_t next = 0;
  for (auto& [locked, label] : number) label = next++;
  for (std::size_t i = 0; i < problem.locked.size(); ++i)
    if (problem.locked[i] >= 0) grid[i] = number[problem.locked[i]];
  return next;
}

/// Two independent hashes of everything that decides the answer.
std::pair<std::uint64_t, std::uint64_t> key_of(const PartGraph& graph, const PartLimits& limits, const Labels& start) {
  const auto mixed = [](std::uint64_t a, std::uint64_t b) {
    const auto product = static_cast<unsigned __int128>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  };
  std::uint64_t one = 0x9e3779b97f4a7c15ULL, two = 0xc2b2ae3d27d4eb4fULL;
  const auto add = [&](auto a, auto b) {
    const auto x = static_cast<std::uint64_t>(a), y = static_cast<std::uint64_t>(b);
    one = mixed(one ^ x, y ^ 0xbf58476d1ce4e5b9ULL);
    two = mixed(two ^ y, x ^ 0x94d049bb133111ebULL);
  };
  for (std::size_t v = 0; v < graph.households.size(); ++v) add(graph.households[v], graph.offset[v]);
  for (const PartEdge& e : graph.edges) {
    add(static_cast<std::uint64_t>(e.to) << 2 | (e.connects ? 2U : 0U) | (e.guide != e.cut ? 1U : 0U), e.cut);
    if (e.guide != e.cut) add(e.guide, 0);
  }
  for (std::size_t i = 0; i < start.size(); ++i) add(i, start[i]);
  add(graph.households.size(), start.size());
  add(limits.proof, limits.windows);
  add(static_cast<std::int64_t>(1000 * limits.effort), limits.more_cycles);
  add(limits.only_feasibility ? 1 : 0, 2 * (limits.mend ? 1 : 0) + (limits.light ? 1 : 0));
  return {one, two};
}

PartAnswer solve_or_recall(const Task& task, const PartGraph& graph, const PartLimits& limits, const Labels& start) {
  if (!graph.side.empty()) return solve_part(graph, task.costs, limits, start, task.run);
  const auto key = key_of(graph, limits, start);
  if (const auto found = task.cache.find(key); found != task.cache.end()) {
    PartAnswer known = found->second;
    known.work = 0;
    return known;
  }
  PartAnswer fresh = solve_part(graph, task.costs, limits, start, task.run);
  if (!task.run.should_stop()) task.cache.emplace(key, fresh);
  return fresh;
}

/// Which fitting compounds no plan can keep whole.
void mark_torn(Task& task, std::span<const std::int32_t> part) {
  const DivisionProblem& problem = task.problem;
  task.compound_torn.assign(task.compound_size.size(), 0);
  if (task.compound_size.empty() || problem.compounds == CompoundRule::ignore) return;
  std::vector<std::int32_t> first(task.compound_size.size(), -1);
  for (std::size_t i = 0; i < problem.compound.size(); ++i) {
    if (problem.compound[i] < 0) continue;
    const auto c = static_cast<std::size_t>(problem.compound[i]);
    if (first[c] < 0) first[c] = part[i];
    if (first[c] != part[i] && task.compound_size[c] <= problem.max_households) task.compound_torn[c] = 1;
  }
  for (std::size_t c = 0; c < task.compound_size.size(); ++c)
    if (task.compound_torn[c]) task.torn_households += task.compound_size[c];
}

/// Households out of range in the plan of a connected part that is nearest to it, whatever its atoms: with as many grids as all
/// can be above the minimum, or with one more.
std::int64_t least_out_of(const GridCosts& costs, std::int64_t total) {
  if (total == 0 || costs.reachable(total)) return total == 0 ? costs.out(0) : 0;
  const std::int64_t most = costs.most(total);
  const std::int64_t missing = (most + 1) * costs.min_households - total;
  return most == 0 ? missing : std::min(missing, total - most * costs.max_households);
}

std::int64_t least_out(const Task& task, std::span<const std::int32_t> part) {
  const DivisionProblem& problem = task.problem;
  std::vector<std::int64_t> total(part.size(), -1);  // by number of the part; -1: no part of that number
  std::vector<char> locked(part.size(), 0);
  for (std::size_t i = 0; i < part.size(); ++i) {
    std::int64_t& sum = total[static_cast<std::size_t>(part[i])];
    sum = std::max<std::int64_t>(0, sum) + problem.households[i];
    if (!problem.locked.empty() && problem.locked[i] >= 0) locked[static_cast<std::size_t>(part[i])] = 1;
  }
  std::int64_t out = 0;
  for (std::size_t p = 0; p < total.size(); ++p)
    if (total[p] >= 0) out += locked[p] ? task.costs.out(total[p]) : least_out_of(task.costs, total[p]);
  return out;
}

}  // namespace

Task make_task(const DivisionProblem& problem, const DivideOptions& options, const RunContext& run) {
  Task task{problem, options, run, level_weights(problem), {}, {}, {}, {}, 0, 0, {}, false, 0, {}};
  task.costs = grid_costs(problem, task.weights);
  for (std::size_t i = 0; i < problem.compound.size(); ++i) {
    if (problem.compound[i] < 0) continue;
    const auto c = static_cast<std::size_t>(problem.compound[i]);
    if (task.compound_size.size() <= c) {
      task.compound_size.resize(c + 1, 0);
      task.compound_atoms.resize(c + 1, 0);
    }
    const bool locked = !problem.locked.empty() && problem.locked[i] >= 0;
    task.compound_size[c] += problem.households[i];
    if (!locked) ++task.compound_atoms[c];
  }
  const std::vector<std::int32_t> part = part_of_atoms(problem);
  mark_torn(task, part);
  task.least_out = least_out(task, part);
  return task;
}

Attempt attempt(const Task& task, const CompoundPlan& compounds, const PartLimits& limits, std::span<const std::int32_t> start) {
  Reduction reduction = reduce(task.problem, compounds, task.weights);
  Attempt out;
  Division& division = out.division;
  division.grid.assign(task.problem.households.size(), -1);
  division.grids = label_locked(task.problem, division.grid);
  out.per_grid = task.costs.per_grid;
  out.optimal = true;
  Cost constant = reduction.constant;
  std::vector<ConnectedPart> parts = connected_parts(reduction.graph, constant);
  Cost lower = constant;
  const Labels node_start = starts_of_nodes(start.empty() ? task.start : start, reduction);
  Labels node_label(static_cast<std::size_t>(reduction.graph.size()), -1);
  for (const ConnectedPart& part : parts) {
    const PartAnswer answer = solve_or_recall(task, part.graph, limits, start_of(node_start, part));
    std::int32_t grids = 0;
    for (std::size_t i = 0; i < part.nodes.size(); ++i) {
      node_label[static_cast<std::size_t>(part.nodes[i])] = division.grids + answer.label[i];
      grids = std::max(grids, answer.label[i] + 1);
    }
    division.grids += grids;
    lower += answer.lower - task.costs.per_grid * grids;
    out.optimal &= answer.optimal;
    out.impossible |= answer.impossible;
    task.work += answer.work;
  }
  for (std::size_t i = 0; i < division.grid.size(); ++i)
    if (reduction.node_of[i] >= 0) division.grid[i] = node_label[static_cast<std::size_t>(reduction.node_of[i])];
  const DivisionFigures figures = measure_levels(task.problem, division.grid);
  out.hard = division.broken = figures.broken;
  division.out_of_range = figures.out_of_range;
  division.split_households = figures.split_households;
  division.score = figures.score;
  out.moved = households_moved(task.problem, division.grid);
  // locked grids: their deviation is part of the score and fixed
  if (!task.problem.locked.empty() && task.costs.deviation) {
    std::map<std::int32_t, std::int64_t> held;
    for (std::size_t i = 0; i < task.problem.locked.size(); ++i)
      if (task.problem.locked[i] >= 0) held[task.problem.locked[i]] += task.problem.households[i];
    for (const auto& [number, h] : held) lower += deviation_cost(h, task.costs.target_households);
  }
  division.lower_bound = std::min(lower, division.score);
  return out;
}

}  // namespace wangge::partition
