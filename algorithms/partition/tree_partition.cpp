#include "algorithms/partition/tree_partition.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <numeric>

namespace wangge::partition {

namespace {
constexpr Cost kNever = std::numeric_limits<Cost>::max();
/// A state this far behind the best of its list is dropped: six grids at the edge of the usual range cost as much.
constexpr Cost kHopeless = 150 * kCostPerPoint;

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }
}  // namespace

/// Which edges a tree may have, and how much each is pulled into it.
void TreePartitioner::weigh_edges(const PartGraph& graph, double bias) {
  double mean = 0;
  for (const PartEdge& e : graph.edges) mean += static_cast<double>(std::abs(e.guide));
  mean = graph.edges.empty() || mean <= 0 ? 1.0 : mean / static_cast<double>(graph.edges.size());
  ends_.clear();
  pull_.clear();
  for (std::int32_t v = 0; v < graph.size(); ++v)
    for (const PartEdge& e : graph.around(v))
      if (e.to > v && e.connects) {
        ends_.emplace_back(v, e.to);
        pull_.push_back(1.0 + bias * std::max(0.0, static_cast<double>(e.guide) / mean));
      }
}

/// Kruskal over random keys; then a breadth-first order from a random root.
void TreePartitioner::draw_tree(const PartGraph& graph, Random& random) {
  const auto n = static_cast<std::size_t>(graph.size());
  keyed_.resize(ends_.size());
  for (std::size_t i = 0; i < ends_.size(); ++i)
    // positive doubles order as their bits; the low bits make room for the edge's number
    keyed_[i] = (std::bit_cast<std::uint64_t>(random.uniform() / pull_[i]) & ~std::uint64_t{0xfffff}) | i;
  std::sort(keyed_.begin(), keyed_.end());
  sets_.resize(n);
  std::iota(sets_.begin(), sets_.end(), 0);
  const auto find = [&](std::int32_t v) {
    while (sets_[at(v)] != v) v = sets_[at(v)] = sets_[at(sets_[at(v)])];
    return v;
  };
  tree_.clear();
  tree_offset_.assign(n + 1, 0);
  for (const std::uint64_t key : keyed_) {
    const auto& ends = ends_[key & 0xfffff];
    const std::int32_t a = find(ends.first), b = find(ends.second);
    if (a == b) continue;
    sets_[at(a)] = b;
    tree_.push_back(ends);
    ++tree_offset_[at(ends.first) + 1];
    ++tree_offset_[at(ends.second) + 1];
    if (tree_.size() + 1 == n) break;
  }
  std::partial_sum(tree_offset_.begin(), tree_offset_.end(), tree_offset_.begin());
  tree_to_.resize(2 * tree_.size());
  last_step_.assign(tree_offset_.begin(), tree_offset_.end() - 1);
  for (const auto& [a, b] : tree_) {
    tree_to_[at(last_step_[at(a)]++)] = b;
    tree_to_[at(last_step_[at(b)]++)] = a;
  }
  const auto root = static_cast<std::int32_t>(random.below(n));
  parent_.assign(n, -1);
  depth_.assign(n, 0);
  order_.assign(1, root);
  for (std::size_t i = 0; i < order_.size(); ++i) {
    const std::int32_t v = order_[i];
    for (std::int32_t j = tree_offset_[at(v)]; j < tree_offset_[at(v) + 1]; ++j) {
      const std::int32_t u = tree_to_[at(j)];
      if (u == parent_[at(v)]) continue;
      parent_[at(u)] = v;
      depth_[at(u)] = depth_[at(v)] + 1;
      order_.push_back(u);
    }
  }
  work_ += static_cast<std::int64_t>(graph.edges.size()) * 8;
}

/// cut_[v] = price of all edges that leave the subtree of v: an edge counts at both ends and is taken back at their meeting
/// point.
void TreePartitioner::sum_cuts(const PartGraph& graph) {
  const auto n = static_cast<std::size_t>(graph.size());
  cut_.assign(n, 0);
  for (std::int32_t v = 0; v < graph.size(); ++v)
    for (const PartEdge& e : graph.around(v)) {
      if (e.to < v) continue;
      cut_[at(v)] += e.guide;
      cut_[at(e.to)] += e.guide;
      std::int32_t a = v, b = e.to;
      while (a != b) {
        if (depth_[at(a)] < depth_[at(b)]) std::swap(a, b);
        a = parent_[at(a)];
        ++work_;
      }
      cut_[at(a)] -= 2 * e.guide;
    }
  for (std::size_t i = n; i-- > 1;) cut_[at(parent_[at(order_[i])])] += cut_[at(order_[i])];
}

/// Extends the last list of `node` by the finished child: the child is cut off or its open part joins.
void TreePartitioner::merge(std::int32_t node, std::int32_t child, std::int64_t cap) {
  const Step own = steps_[at(last_step_[at(node)])], other = steps_[at(last_step_[at(child)])];
  const auto offer = [&](std::int32_t weight, Cost cost, std::size_t before, std::int32_t child_state) {
    Cost& best = best_[at(weight)];
    if (cost >= best) return;
    touched_[at(weight) / 64] |= std::uint64_t{1} << (weight % 64);
    best = cost;
    best_before_[at(weight)] = static_cast<std::int32_t>(before);
    best_child_[at(weight)] = child_state;
  };
  for (std::size_t i = own.begin; i < own.end; ++i) {
    const State& s = states_[i];
    offer(s.weight, s.cost + closed_[at(child)], i, -1);
    for (std::size_t j = other.begin; j < other.end; ++j) {
      const std::int64_t weight = std::int64_t{s.weight} + states_[j].weight;
      if (weight > cap) break;  // lists ascend by weight
      offer(static_cast<std::int32_t>(weight), s.cost + states_[j].cost, i, static_cast<std::int32_t>(j));
      ++work_;
    }
  }
  const std::size_t begin = states_.size();
  Cost least = kNever;
  for (std::size_t word = 0; word < touched_.size(); ++word)
    for (std::uint64_t left = touched_[word]; left != 0; left &= left - 1)
      least = std::min(least, best_[64 * word + static_cast<std::size_t>(std::countr_zero(left))]);
  for (std::size_t word = 0; word < touched_.size(); ++word)
    for (; touched_[word] != 0; touched_[word] &= touched_[word] - 1) {
      const std::size_t w = 64 * word + static_cast<std::size_t>(std::countr_zero(touched_[word]));
      if (best_[w] <= least + kHopeless)
        states_.push_back({static_cast<std::int32_t>(w), best_before_[w], best_child_[w], best_[w]});
      best_[w] = kNever;
    }
  steps_.push_back({begin, states_.size(), last_step_[at(node)], child});
  last_step_[at(node)] = static_cast<std::int32_t>(steps_.size() - 1);
}

void TreePartitioner::close(std::int32_t node, const GridCosts& costs, const TreeOptions& options) {
  const Step& step = steps_[at(last_step_[at(node)])];
  Cost best = kNever;
  for (std::size_t i = step.begin; i < step.end; ++i) {
    const Cost cost = states_[i].cost + costs.of(states_[i].weight);
    if (cost < best) {
      best = cost;
      closed_state_[at(node)] = static_cast<std::int32_t>(i);
    }
  }
  closed_[at(node)] = best + options.per_part + static_cast<Cost>(options.cut_factor * static_cast<double>(cut_[at(node)]));
}

void TreePartitioner::read_labels(std::int32_t root, Labels& label) {
  // (node, state of its last list, label) still to be read
  std::vector<std::array<std::int32_t, 3>> stack{{root, closed_state_[at(root)], 0}};
  std::int32_t parts = 1;
  while (!stack.empty()) {
    const auto [node, state, part] = stack.back();
    stack.pop_back();
    label[at(node)] = part;
    std::int32_t step = last_step_[at(node)], s = state;
    while (steps_[at(step)].child >= 0) {
      const std::int32_t child = steps_[at(step)].child;
      if (states_[at(s)].child < 0)
        stack.push_back({child, closed_state_[at(child)], parts++});
      else
        stack.push_back({child, states_[at(s)].child, part});
      s = states_[at(s)].before;
      step = steps_[at(step)].previous;
    }
  }
}

Cost TreePartitioner::draw_two(const PartGraph& graph, const GridCosts& costs, Random& random, Labels& label,
                               std::pair<std::int32_t, std::int32_t> apart, bool same_graph) {
  const auto n = static_cast<std::size_t>(graph.size());
  if (!same_graph) weigh_edges(graph, 1.0);
  draw_tree(graph, random);
  sum_cuts(graph);
  below_.assign(graph.households.begin(), graph.households.end());
  const std::int64_t total = graph.total();
  // tree edges on the way between the two are above an odd number of them
  odd_.assign(n, apart.first < 0);
  for (const std::int32_t end : {apart.first, apart.second})
    for (std::int32_t v = end; v >= 0; v = parent_[at(v)]) odd_[at(v)] = !odd_[at(v)];
  Cost best = kNever;
  std::int32_t top = -1;
  for (std::size_t i = n; i-- > 1;) {
    const std::int32_t v = order_[i];
    below_[at(parent_[at(v)])] += below_[at(v)];
    const Cost cost = costs.of(below_[at(v)]) + costs.of(total - below_[at(v)]) + cut_[at(v)];
    if (odd_[at(v)] && cost < best) {
      best = cost;
      top = v;
    }
  }
  label.assign(n, 0);
  for (const std::int32_t v : order_)
    if (v == top || (parent_[at(v)] >= 0 && label[at(parent_[at(v)])] == 1)) label[at(v)] = 1;
  return best;
}

std::int32_t TreePartitioner::draw(const PartGraph& graph, const GridCosts& costs, const TreeOptions& options, Random& random,
                                   Labels& label) {
  const auto n = static_cast<std::size_t>(graph.size());
  label.assign(n, 0);
  if (n <= 1) return static_cast<std::int32_t>(n);
  weigh_edges(graph, options.edge_bias);
  draw_tree(graph, random);
  sum_cuts(graph);
  std::int64_t cap = options.cap;
  for (const std::int32_t h : graph.households) cap = std::max<std::int64_t>(cap, h);
  if (best_.size() <= static_cast<std::size_t>(cap)) {
    best_.assign(static_cast<std::size_t>(cap) + 1, kNever);
    best_before_.resize(best_.size());
    best_child_.resize(best_.size());
    touched_.assign(best_.size() / 64 + 1, 0);
  }
  states_.clear();
  steps_.clear();
  steps_.reserve(2 * n);
  closed_.assign(n, 0);
  closed_state_.assign(n, -1);
  for (std::size_t v = 0; v < n; ++v) {
    last_step_[v] = static_cast<std::int32_t>(v);
    states_.push_back({graph.households[v], -1, -1, 0});
    steps_.push_back({v, v + 1, -1, -1});
  }
  for (std::size_t i = n; i-- > 0;) {
    const std::int32_t v = order_[i];
    close(v, costs, options);  // all children were merged: they come later in the order
    if (i > 0) merge(parent_[at(v)], v, cap);
  }
  read_labels(order_[0], label);
  return renumber(label);
}

}  // namespace wangge::partition
