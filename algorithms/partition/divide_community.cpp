#include "algorithms/partition/divide_community.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <numeric>
#include <queue>
#include <tuple>

#include "algorithms/partition/explain_infeasible.hpp"
#include "algorithms/partition/reduce.hpp"
#include "algorithms/partition/solve_part.hpp"

namespace wangge {

namespace {

using namespace partition;

/// The answer under one treatment of compounds.
struct Attempt {
  Division division;
  Cost hard = 0;            ///< price of broken hard side rules (links, budget, fixed number)
  bool optimal = false;     ///< level 1 is zero, level 3 proven under this treatment
  bool impossible = false;  ///< proven: level 1 cannot be zero under this treatment
  Cost per_grid = 0;
  /// Smaller is better.
  [[nodiscard]] auto rank() const {
    return std::tuple(hard, division.out_of_range, division.split_households, per_grid * division.grids, division.score);
  }
};

struct Task {
  const DivisionProblem& problem;
  const DivideOptions& options;
  const RunContext& run;
  LevelWeights weights;
  GridCosts costs;
  std::vector<std::int64_t> compound_size;
  std::vector<std::int32_t> compound_atoms;
  std::vector<char> compound_torn;  ///< fits, but lies in several connected parts or partly in locked grids: split in any plan
  std::int64_t torn_households = 0;
  std::span<const std::int32_t> start;  ///< plan to go on from, by atom; may be empty
  mutable std::int64_t work = 0;        ///< of all attempts
};

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

Attempt attempt(const Task& task, const CompoundPlan& compounds, const PartLimits& limits) {
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
  const Labels node_start = starts_of_nodes(task.start, reduction);
  Labels node_label(static_cast<std::size_t>(reduction.graph.size()), -1);
  for (const ConnectedPart& part : parts) {
    const PartAnswer answer = solve_part(part.graph, task.costs, limits, start_of(node_start, part), task.run);
    std::int32_t grids = 0;
    for (std::size_t i = 0; i < part.nodes.size(); ++i) {
      node_label[static_cast<std::size_t>(part.nodes[i])] = division.grids + answer.label[i];
      grids = std::max(grids, answer.label[i] + 1);
    }
    division.grids += grids;
    lower += answer.lower - task.costs.per_grid * grids;
    out.hard += side_cost(part.graph, answer.label) / std::max<Cost>(1, task.weights.hard);
    out.optimal &= answer.optimal;
    out.impossible |= answer.impossible;
    task.work += answer.work;
  }
  for (std::size_t i = 0; i < division.grid.size(); ++i)
    if (reduction.node_of[i] >= 0) division.grid[i] = node_label[static_cast<std::size_t>(reduction.node_of[i])];
  const DivisionFigures figures = measure(task.problem, division.grid);
  division.out_of_range = figures.out_of_range;
  division.split_households = figures.split_households;
  division.score = figures.score;
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

/// For plans that only show which compounds may stay whole.
PartLimits light_of(PartLimits limits) {
  limits.effort *= 0.5;
  limits.windows = 0;
  if (!limits.prove) limits.proof = std::min<std::int64_t>(limits.proof, 30'000);
  return limits;
}

CompoundPlan keep_all(const Task& task) {
  CompoundPlan plan;
  const std::size_t n = task.compound_size.size();
  plan.whole.assign(n, 0);
  plan.closed.assign(n, 0);
  plan.soft.assign(n, 0);
  if (task.problem.compounds == CompoundRule::ignore) return plan;
  for (std::size_t c = 0; c < n; ++c) {
    const bool fits = task.compound_size[c] <= task.problem.max_households;
    plan.whole[c] = fits && !task.compound_torn[c];
    plan.closed[c] = !fits && task.costs.reachable(task.compound_size[c]);
  }
  return plan;
}

/// Compounds that fit, consist of several atoms and hold households: what level 2 may cost. Smallest first.
std::vector<std::size_t> splittable(const Task& task) {
  std::vector<std::size_t> out;
  for (std::size_t c = 0; c < task.compound_size.size(); ++c)
    if (task.compound_atoms[c] > 1 && !task.compound_torn[c] && task.compound_size[c] <= task.problem.max_households)
      out.push_back(c);
  std::stable_sort(out.begin(), out.end(),
                   [&](std::size_t a, std::size_t b) { return task.compound_size[a] < task.compound_size[b]; });
  return out;
}

/// Places in `order` of the compounds that the plan splits.
std::vector<std::size_t> split_places(const Task& task, const std::vector<std::size_t>& order,
                                      const std::vector<std::int32_t>& grid) {
  std::vector<std::int32_t> first(task.compound_size.size(), -1);
  std::vector<char> split(task.compound_size.size(), 0);
  for (std::size_t i = 0; i < task.problem.compound.size(); ++i) {
    if (task.problem.compound[i] < 0) continue;
    const auto c = static_cast<std::size_t>(task.problem.compound[i]);
    if (first[c] < 0) first[c] = grid[i];
    split[c] |= first[c] != grid[i];
  }
  std::vector<std::size_t> places;
  for (std::size_t place = 0; place < order.size(); ++place)
    if (split[order[place]]) places.push_back(place);
  return places;
}

CompoundPlan without(const CompoundPlan& base, const std::vector<std::size_t>& order, const std::vector<std::size_t>& places) {
  CompoundPlan plan = base;
  for (const std::size_t place : places) plan.whole[order[place]] = 0;
  return plan;
}

/// From the compounds that the free plan splits, takes back the largest ones as long as level 1 stays where it is.
Attempt split_as_found(const Task& task, const CompoundPlan& base, const Attempt& freed, const PartLimits& light,
                       const PartLimits& limits) {
  const std::vector<std::size_t> order = splittable(task);
  std::vector<std::size_t> places = split_places(task, order, freed.division.grid);
  int tries = 8;
  for (std::size_t i = places.size(); i-- > 0 && tries > 0 && !task.run.should_stop(); --tries) {
    std::vector<std::size_t> fewer = places;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    const Attempt now = attempt(task, without(base, order, fewer), light);
    if (now.division.out_of_range <= freed.division.out_of_range && now.hard <= freed.hard) places = std::move(fewer);
  }
  return attempt(task, without(base, order, places), limits);
}

/// Level 1 is above zero with every fitting compound whole: which may stay whole?
/// First the compounds that a free plan splits; then, where parts are few, subsets in order of their households, so that the
/// first that reaches the level of `freed` is least at level 2. `proven`: every cheaper subset was shown impossible.
Attempt split_fewest(const Task& task, const CompoundPlan& base, const Attempt& whole, const Attempt& freed,
                     const PartLimits& limits, bool& proven) {
  const std::vector<std::size_t> order = splittable(task);
  PartLimits light = light_of(limits);
  light.only_feasibility = true;
  Attempt best = freed.rank() < whole.rank() ? freed : whole;
  proven = whole.impossible;
  if (order.size() > 12) {
    Attempt found = split_as_found(task, base, freed, light, limits);
    if (found.rank() <= best.rank()) best = std::move(found);
  }
  using Entry = std::pair<std::int64_t, std::vector<std::size_t>>;  // households, ascending places in `order`
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  const auto size = [&](std::size_t place) { return task.compound_size[order[place]]; };
  if (!order.empty()) queue.push({size(0), {0}});
  for (int tries = order.size() > 12 ? 4
                   : limits.prove    ? 64
                                     : 16;
       tries > 0 && !queue.empty() && !task.run.should_stop(); --tries) {
    const auto [households, places] = queue.top();
    queue.pop();
    if (best.division.out_of_range <= freed.division.out_of_range &&
        households + task.torn_households > best.division.split_households)
      return best;
    const CompoundPlan plan = without(base, order, places);
    Attempt now = attempt(task, plan, light);
    if (!now.impossible) {
      if (now.division.out_of_range <= freed.division.out_of_range) now = attempt(task, plan, limits);
      if (now.rank() <= best.rank()) best = now;
    }
    proven &= now.impossible || now.optimal;
    const std::size_t last = places.back();
    if (last + 1 == order.size()) continue;
    std::vector<std::size_t> more = places;
    more.push_back(last + 1);
    queue.push({households + size(last + 1), more});
    more = places;
    more.back() = last + 1;
    queue.push({households - size(last) + size(last + 1), std::move(more)});
  }
  proven &= queue.empty();
  return best;
}

/// Which fitting compounds no plan can keep whole.
void mark_torn(Task& task) {
  const DivisionProblem& problem = task.problem;
  task.compound_torn.assign(task.compound_size.size(), 0);
  if (task.compound_size.empty() || problem.compounds == CompoundRule::ignore) return;
  const std::vector<std::int32_t> part = part_of_atoms(problem);
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

Task make_task(const DivisionProblem& problem, const DivideOptions& options, const RunContext& run) {
  Task task{problem, options, run, level_weights(problem), {}, {}, {}, {}, 0, {}, 0};
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
  mark_torn(task);
  return task;
}

}  // namespace

Division divide_community(const DivisionProblem& problem, const DivideOptions& options, const RunContext& run,
                          const Division* start) {
  const auto begin = RunContext::Clock::now();
  if (problem.households.empty()) {
    Division nothing;
    nothing.proof = Proof::optimal;
    return nothing;
  }
  Task task = make_task(problem, options, run);
  if (start != nullptr) task.start = start->grid;
  PartLimits limits;
  limits.effort = options.heuristic_effort;
  limits.prove = options.prove;
  limits.proof = static_cast<std::int64_t>(options.seconds * kWorkPerSecond);
  limits.windows = options.prove ? limits.proof / 5 : 0;
  limits.gap = options.gap;
  CompoundPlan plan = keep_all(task);
  const PartLimits light = light_of(limits);
  const bool conflict = !splittable(task).empty() || std::count(plan.closed.begin(), plan.closed.end(), 1) > 0;
  Attempt best = attempt(task, plan, conflict ? light : limits);
  const auto good = [&] { return best.division.out_of_range == 0 && best.division.split_households <= task.torn_households; };
  if (conflict && good()) best = attempt(task, plan, limits);
  bool proven = best.optimal, impossible = best.impossible;
  if (!good() && std::count(plan.closed.begin(), plan.closed.end(), 1) > 0) {
    std::fill(plan.closed.begin(), plan.closed.end(), 0);
    Attempt open = attempt(task, plan, limits);
    impossible = open.impossible;
    if (open.rank() < best.rank()) {
      proven = open.optimal && best.impossible;
      best = std::move(open);
    }
  }
  if (!good() && !splittable(task).empty()) {
    CompoundPlan none = plan;
    none.soft = none.whole;
    std::fill(none.whole.begin(), none.whole.end(), 0);
    const Attempt freed = attempt(task, none, light);
    impossible = freed.impossible;
    if (freed.division.out_of_range < best.division.out_of_range || best.division.split_households > task.torn_households) {
      bool least = false;
      best = split_fewest(task, plan, best, freed, limits, least);
      proven = least && best.division.out_of_range == 0 && best.optimal;
    }
  }
  Division division = std::move(best.division);
  if (division.out_of_range > 0)
    division.proof = impossible ? Proof::infeasible : Proof::none;
  else
    division.proof = proven ? Proof::optimal : Proof::bound;
  if (division.proof == Proof::optimal) division.lower_bound = division.score;
  if (division.out_of_range > 0 || division.split_households > 0) {
    plan = keep_all(task);
    std::fill(plan.closed.begin(), plan.closed.end(), 0);
    division.reasons = explain_infeasible(problem, plan, task.weights, task.costs, division.grid, run);
  }
  division.work = task.work;
  division.seconds = std::chrono::duration<double>(RunContext::Clock::now() - begin).count();
  return division;
}

}  // namespace wangge
