#include "algorithms/partition/exact_small.hpp"

#include <algorithm>
#include <bit>
#include <limits>

namespace wangge::partition {

namespace {

using Set = std::uint32_t;
constexpr Cost kNever = std::numeric_limits<Cost>::max() / 4;

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }
Set only(std::int32_t v) { return Set{1} << v; }
std::int32_t lowest(Set set) { return std::countr_zero(set); }

/// Price of every connected set as a grid; kNever for the others. A cut edge is charged to the grid of its lower end, a split
/// group to that of its first node, so that the prices of a plan's grids add up to the plan's.
class SetPrices {
 public:
  SetPrices(const PartGraph& graph, const GridCosts& costs) : graph_(graph), costs_(costs), near_(at(graph.size()), 0) {
    for (std::int32_t v = 0; v < graph.size(); ++v)
      for (const PartEdge& e : graph.around(v))
        if (e.connects) near_[at(v)] |= only(e.to);
  }

  [[nodiscard]] std::vector<Cost> all() const {
    std::vector<Cost> price(std::size_t{1} << graph_.size(), kNever);
    for (Set set = 1; set < price.size(); ++set)
      if (connected(set)) price[set] = price_of(set);
    return price;
  }

 private:
  [[nodiscard]] bool connected(Set set) const {
    Set reached = only(lowest(set));
    for (Set fresh = reached; fresh != 0;) {
      Set next = 0;
      for (; fresh != 0; fresh &= fresh - 1) next |= near_[at(lowest(fresh))];
      fresh = next & set & ~reached;
      reached |= fresh;
    }
    return reached == set;
  }

  [[nodiscard]] Cost price_of(Set set) const {
    std::int64_t held = 0;
    Cost price = 0;
    for (Set left = set; left != 0; left &= left - 1) {
      const std::int32_t v = lowest(left);
      held += graph_.households[at(v)];
      for (const PartEdge& e : graph_.around(v))
        if (e.to > v && (set & only(e.to)) == 0) price += e.cut;
    }
    return price + costs_.of(held) + side_price(set);
  }

  [[nodiscard]] Cost side_price(Set set) const {
    const SideRules& side = graph_.side;
    Cost price = 0;
    const auto holds = [&](std::int32_t v) { return (set & only(v)) != 0; };
    for (const SideRules::Group& g : side.together)
      if (holds(g.nodes[0]) && !std::all_of(g.nodes.begin(), g.nodes.end(), holds)) price += g.weight;
    for (const auto& [a, b] : side.cannot)
      if (holds(a) && holds(b)) price += side.cannot_weight;
    for (const SideRules::Limit& limit : side.limits) {
      std::int64_t sum = 0;
      for (Set left = set; left != 0; left &= left - 1) sum += limit.amount[at(lowest(left))];
      price += side.limit_weight * std::max<std::int64_t>(0, sum - limit.most);
    }
    return price;
  }

  const PartGraph& graph_;
  const GridCosts& costs_;
  std::vector<Set> near_;
};

struct Step {
  Cost cost = kNever;
  Set grid = 0;  ///< the one that holds the set's lowest node
};

/// The best plan of every set, given that of all its subsets.
Step best_step(Set set, const std::vector<Cost>& price, const std::vector<Step>& rest_plans) {
  Step best;
  const Set low = only(lowest(set)), others = set & ~low;
  for (Set more = others;; more = (more - 1) & others) {
    const Set grid = low | more;
    if (price[grid] < kNever && rest_plans[set & ~grid].cost < kNever) {
      const Cost cost = price[grid] + rest_plans[set & ~grid].cost;
      if (cost < best.cost) best = {cost, grid};
    }
    if (more == 0) return best;
  }
}

}  // namespace

Labels exact_small(const PartGraph& graph, const GridCosts& costs) {
  const std::int32_t n = graph.size();
  const SideRules& side = graph.side;
  if (n < 1 || n > kMostExactNodes - (side.fixed_grids > 0 ? 3 : 0) || !side.old.empty()) return {};
  const std::vector<Cost> price = SetPrices(graph, costs).all();
  const Set all = static_cast<Set>(price.size() - 1);
  Labels label(at(n), -1);
  const auto read = [&](auto&& step_of) {
    std::int32_t number = 0;
    for (Set left = all; left != 0; ++number) {
      const Set grid = step_of(left, number);
      if (grid == 0) return Labels{};
      for (Set v = grid; v != 0; v &= v - 1) label[at(lowest(v))] = number;
      left &= ~grid;
    }
    return label;
  };
  if (side.fixed_grids == 0) {
    std::vector<Step> plan(price.size());
    plan[0].cost = 0;
    for (Set set = 1; set <= all; ++set) plan[set] = best_step(set, price, plan);
    return read([&](Set left, std::int32_t) { return plan[left].grid; });
  }
  // layers[k]: plans of exactly k grids
  std::vector<std::vector<Step>> layers(at(n) + 1, std::vector<Step>(price.size()));
  layers[0][0].cost = 0;
  std::int32_t count = 0;
  Cost least = kNever;
  for (std::int32_t k = 1; k <= n; ++k) {
    for (Set set = 1; set <= all; ++set) layers[at(k)][set] = best_step(set, price, layers[at(k) - 1]);
    const Cost found = layers[at(k)][all].cost;
    if (found >= kNever) continue;
    const Cost cost = found + side.count_weight * std::abs(k - side.fixed_grids);
    if (cost < least) least = cost, count = k;
  }
  return read([&](Set left, std::int32_t number) { return number < count ? layers[at(count - number)][left].grid : Set{0}; });
}

}  // namespace wangge::partition
