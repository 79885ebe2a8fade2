#include "algorithms/partition/explain_infeasible.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "algorithms/partition/conflicting_rules.hpp"
#include "algorithms/partition/price.hpp"
#include "algorithms/partition/solve_part.hpp"

namespace wangge::partition {

namespace {

using Kind = InfeasibleReason::Kind;

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// Nodes that no connected set in range contains; empty also when the diagram is too large to tell.
std::vector<std::int32_t> uncovered_nodes(const PartGraph& graph, const GridCosts& costs) {
  SetDiagram diagram;
  if (!build_diagram(graph, costs, {30'000, 8}, diagram)) return {};
  std::vector<char> covered(at(graph.size()), 0);
  if (!diagram.empty()) {
    Pricer pricer(graph, costs, diagram);
    pricer.set_duals(std::vector<double>(at(graph.size()), 0.0));
    if (!pricer.search(1e200, 400'000)) return {};
    covered = pricer.used_nodes();
  }
  std::vector<std::int32_t> out;
  for (std::int32_t v = 0; v < graph.size(); ++v)
    if (!covered[at(v)]) out.push_back(v);
  return out;
}

/// A plan in range was found with this minimum and maximum.
bool possible_with(const PartGraph& graph, GridCosts costs, std::int64_t minimum, std::int64_t maximum, const RunContext& run) {
  costs.min_households = static_cast<std::int32_t>(minimum);
  costs.max_households = static_cast<std::int32_t>(maximum);
  costs.per_grid = 0;
  costs.fill(graph.total());
  if (!costs.reachable(graph.total())) return false;
  PartLimits limits;
  limits.effort = 0.5;
  limits.proof = 30'000;
  limits.only_feasibility = true;
  return solve_part(graph, costs, limits, {}, run).in_range;
}

/// Growing steps, then bisection: a larger maximum never makes a plan impossible. 0 = none found.
std::int32_t smallest_maximum(const PartGraph& graph, const GridCosts& costs, const RunContext& run) {
  const std::int64_t total = graph.total();
  if (total < costs.min_households || total > 1'000'000) return 0;
  const auto possible = [&](std::int64_t maximum) { return possible_with(graph, costs, costs.min_households, maximum, run); };
  std::int64_t low = costs.max_households;  // impossible
  for (const std::int32_t h : graph.households) low = std::max<std::int64_t>(low, h - 1);
  // all grids must fit: at most `most` of them
  low = std::max(low, (total + costs.most(total) - 1) / costs.most(total) - 1);
  // Large parts are looked at once: with a maximum that the largest atom just fits.
  if (graph.size() > 150) return low > costs.max_households && possible(low + 1) ? static_cast<std::int32_t>(low + 1) : 0;
  std::int64_t high = low, step = 1;
  do {
    if (run.should_stop()) return 0;
    low = high;
    high = std::min(total, high + step);
    step *= 3;
  } while (high < total && !possible(high));
  // One grid of everything is always in range then, but it may break other rules.
  if (high >= total && !graph.side.empty() && !possible(total)) return 0;
  while (low + 1 < high && !run.should_stop()) {
    const std::int64_t middle = (low + high) / 2;
    (possible(middle) ? high : low) = middle;
  }
  return static_cast<std::int32_t>(high);
}

/// The largest minimum for which a plan is found, given one whose smallest grid has `known` households; small parts only are
/// searched for more.
std::int32_t largest_minimum(const PartGraph& graph, const GridCosts& costs, std::int64_t known, const RunContext& run) {
  std::int64_t low = known, high = costs.min_households;  // impossible
  while (graph.size() <= 40 && low + 1 < high && !run.should_stop()) {
    const std::int64_t middle = (low + high) / 2;
    (possible_with(graph, costs, middle, costs.max_households, run) ? low : high) = middle;
  }
  return static_cast<std::int32_t>(low);
}

/// Collects the reasons of one plan.
class Explainer {
 public:
  Explainer(const DivisionProblem& problem, const Reduction& reduction, const GridCosts& costs,
            std::span<const std::int32_t> grid, const RunContext& run)
      : problem_(problem),
        costs_(costs),
        grid_(grid),
        run_(run),
        broken_(measure(problem, grid).broken > 0),
        atoms_of_(at(reduction.graph.size())) {
    std::int32_t grids = 0;
    for (const std::int32_t g : grid) grids = std::max(grids, g + 1);
    held_.assign(at(grids), 0);
    for (std::size_t i = 0; i < grid.size(); ++i) {
      held_[at(grid[i])] += problem.households[i];
      if (reduction.node_of[i] >= 0) atoms_of_[at(reduction.node_of[i])].push_back(static_cast<std::int32_t>(i));
    }
  }

  void explain_part(const ConnectedPart& part) {
    bool out = false;
    std::map<std::int32_t, std::vector<std::int32_t>> split;  // compound -> its atoms, when in several grids though it fits
    for (const std::int32_t v : part.nodes)
      for (const std::int32_t a : atoms_of_[at(v)]) out |= costs_.out(held_[at(grid_[at(a)])]) > 0;
    find_split(part, split);
    if (!out && !broken_ && split.empty()) return;
    std::int32_t maximum = 0;
    if (out || broken_) {
      const std::vector<std::int32_t> atoms = atoms_of(part.nodes);
      if (RuleConflict conflict = conflicting_rules(problem_, atoms, run_); !conflict.rules.empty()) {
        add(Kind::rule_conflict, atoms, 0);
        reasons_.back().conflicts = std::move(conflict.rules);
        reasons_.back().conflicts_together = conflict.together;
      } else if (out) {
        // where splitting was enough, no other range is asked for
        maximum = smallest_maximum(part.graph, costs_, run_);
        const std::size_t first = reasons_.size();
        explain_out(part, maximum);  // first: that splitting would do is not so where it did not
        const auto [smallest, largest] = extremes(part);
        const bool only_small = largest <= costs_.max_households && 2 * smallest >= costs_.min_households;
        const std::int32_t minimum = only_small ? largest_minimum(part.graph, costs_, smallest, run_) : 0;
        for (std::size_t i = first; i < reasons_.size(); ++i) reasons_[i].largest_minimum = minimum;
      }
    }
    for (const auto& [compound, atoms] : split) {
      add(Kind::compound_conflict, atoms, maximum);
      reasons_.back().compound = compound;
    }
  }
  void explain_locked() {
    std::map<std::int32_t, std::vector<std::int32_t>> locked;
    for (std::size_t i = 0; i < problem_.locked.size(); ++i)
      if (problem_.locked[i] >= 0 && costs_.out(held_[at(grid_[i])]) > 0)
        locked[problem_.locked[i]].push_back(static_cast<std::int32_t>(i));
    for (const auto& [number, atoms] : locked) add(Kind::no_combination, atoms, 0);
  }
  /// `impossible`: it is proven that some part has no plan in range. Which one is known where all others but one explain
  /// themselves or are in range; the claim is made there only.
  std::vector<InfeasibleReason> take(bool impossible) {
    const auto doubtful = [](const InfeasibleReason& r) { return r.kind == Kind::no_combination; };
    const auto plain = [](const InfeasibleReason& r) {
      return r.kind == Kind::total_unreachable || r.kind == Kind::atom_too_large || r.kind == Kind::atom_uncovered;
    };
    const bool one =
        std::count_if(reasons_.begin(), reasons_.end(), doubtful) == 1 && std::none_of(reasons_.begin(), reasons_.end(), plain);
    for (InfeasibleReason& reason : reasons_)
      if (doubtful(reason) && !(impossible && one)) reason.kind = Kind::not_found;
    return std::move(reasons_);
  }

 private:
  /// Households of the smallest and the largest grid of a part.
  [[nodiscard]] std::pair<std::int64_t, std::int64_t> extremes(const ConnectedPart& part) const {
    std::pair<std::int64_t, std::int64_t> out{std::numeric_limits<std::int64_t>::max(), 0};
    for (const std::int32_t v : part.nodes)
      for (const std::int32_t a : atoms_of_[at(v)]) {
        const std::int64_t held = held_[at(grid_[at(a)])];
        out = {std::min(out.first, held), std::max(out.second, held)};
      }
    return out;
  }
  void find_split(const ConnectedPart& part, std::map<std::int32_t, std::vector<std::int32_t>>& split) {
    if (problem_.compound.empty() || problem_.compounds == CompoundRule::ignore) return;
    std::map<std::int32_t, std::vector<std::int32_t>> members;
    for (const std::int32_t v : part.nodes)
      for (const std::int32_t a : atoms_of_[at(v)])
        if (problem_.compound[at(a)] >= 0) members[problem_.compound[at(a)]].push_back(a);
    for (auto& [compound, atoms] : members) {
      const bool several =
          std::any_of(atoms.begin(), atoms.end(), [&](std::int32_t a) { return grid_[at(a)] != grid_[at(atoms[0])]; });
      if (several && weight(atoms) <= problem_.max_households) split.emplace(compound, std::move(atoms));
    }
  }
  void explain_out(const ConnectedPart& part, std::int32_t maximum) {
    bool large = false;
    for (const std::int32_t v : part.nodes) {
      const std::vector<std::int32_t>& atoms = atoms_of_[at(v)];
      if (weight(atoms) <= costs_.max_households) continue;
      add(Kind::atom_too_large, atoms, maximum);
      large = true;
    }
    if (large) return;
    if (!costs_.reachable(part.graph.total())) {
      add(Kind::total_unreachable, atoms_of(part.nodes), maximum);
      return;
    }
    const std::vector<std::int32_t> uncovered =
        part.graph.size() <= 400 ? uncovered_nodes(part.graph, costs_) : std::vector<std::int32_t>{};
    for (const std::int32_t v : uncovered) add(Kind::atom_uncovered, atoms_of_[at(part.nodes[at(v)])], maximum);
    if (uncovered.empty()) add(Kind::no_combination, atoms_of(part.nodes), maximum);
  }
  [[nodiscard]] std::int64_t weight(const std::vector<std::int32_t>& atoms) const {
    std::int64_t h = 0;
    for (const std::int32_t a : atoms) h += problem_.households[at(a)];
    return h;
  }
  [[nodiscard]] std::vector<std::int32_t> atoms_of(const std::vector<std::int32_t>& nodes) const {
    std::vector<std::int32_t> out;
    for (const std::int32_t v : nodes) out.insert(out.end(), atoms_of_[at(v)].begin(), atoms_of_[at(v)].end());
    std::sort(out.begin(), out.end());
    return out;
  }
  void add(Kind kind, std::vector<std::int32_t> atoms, std::int32_t maximum) {
    InfeasibleReason reason;
    reason.kind = kind;
    reason.households = static_cast<std::int32_t>(weight(atoms));
    reason.smallest_maximum = maximum;
    reason.atoms = std::move(atoms);
    reasons_.push_back(std::move(reason));
  }

  const DivisionProblem& problem_;
  const GridCosts& costs_;
  std::span<const std::int32_t> grid_;
  const RunContext& run_;
  const bool broken_;  ///< the plan breaks rules that go before the range
  std::vector<std::vector<std::int32_t>> atoms_of_;
  std::vector<std::int64_t> held_;
  std::vector<InfeasibleReason> reasons_;
};

}  // namespace

std::vector<InfeasibleReason> explain_infeasible(const DivisionProblem& problem, const CompoundPlan& compounds,
                                                 const LevelWeights& weights, const GridCosts& costs,
                                                 std::span<const std::int32_t> grid, bool impossible, const RunContext& run) {
  const Reduction reduction = reduce(problem, compounds, weights);
  Explainer explainer(problem, reduction, costs, grid, run);
  Cost unused = 0;
  for (const ConnectedPart& part : connected_parts(reduction.graph, unused)) explainer.explain_part(part);
  explainer.explain_locked();
  return explainer.take(impossible);
}

}  // namespace wangge::partition
