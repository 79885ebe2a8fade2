#include "algorithms/partition/tree_partition.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <numeric>
#include <utility>

namespace wangge::partition {

namespace {
/// A state this far behind the best of its list is dropped: six grids at the edge of the usual range cost as much.
constexpr Cost kHopeless = 150 * kCostPerPoint;

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }
}  // namespace

/// All edges once, and how much each is pulled into a tree.
void TreePartitioner::weigh_edges(const PartGraph& graph, double bias) {
  ends_.clear();
  apart_.clear();
  Cost sum = 0;
  for (std::int32_t v = 0; v < graph.size(); ++v)
    for (const PartEdge& e : graph.around(v)) {
      if (e.to < v) continue;
      (e.connects ? ends_ : apart_).push_back({v, e.to, e.guide});
      sum += std::abs(e.guide);
    }
  const double mean = sum <= 0 ? 1.0 : static_cast<double>(sum) / static_cast<double>(ends_.size() + apart_.size());
  pull_.resize(ends_.size());
  for (std::size_t i = 0; i < ends_.size(); ++i)
    pull_[i] = 1.0 + bias * std::max(0.0, static_cast<double>(ends_[i].guide) / mean);
}

/// The edges' numbers in the low bits of random keys, in stretches of rising keys: those of stretch i end at stretch_[i].
void TreePartitioner::draw_keys(Random& random) {
  const std::size_t m = ends_.size();
  const auto last = static_cast<double>(m - 1);
  const auto stretch = [&](std::uint64_t key) {  // pulls are at least 1, so that keys are below 1 as numbers
    return static_cast<std::size_t>(std::min(last, std::bit_cast<double>(key) * static_cast<double>(m)));
  };
  drawn_.resize(m);
  stretch_.assign(m + 1, 0);
  for (std::size_t i = 0; i < m; ++i) {
    // positive doubles order as their bits; the low bits make room for the edge's number
    drawn_[i] = (std::bit_cast<std::uint64_t>(random.uniform() / pull_[i]) & ~std::uint64_t{0xfffff}) | i;
    ++stretch_[stretch(drawn_[i]) + 1];
  }
  std::partial_sum(stretch_.begin(), stretch_.end(), stretch_.begin());
  keyed_.resize(m);
  for (const std::uint64_t key : drawn_) keyed_[stretch_[stretch(key)]++] = key;
}

/// Kruskal over random keys: `tree_` in rising order of them, what is not needed in `rest_`.
void TreePartitioner::join_tree(std::size_t n) {
  // every node knows its set, and the next node of it, round and round; the smaller set is given the name of the larger
  set_.resize(n);
  std::iota(set_.begin(), set_.end(), 0);
  next_.assign(set_.begin(), set_.end());
  set_size_.assign(n, 1);
  const auto join = [&](std::int32_t v, std::int32_t into) {
    set_size_[at(set_[at(into)])] += set_size_[at(set_[at(v)])];
    std::int32_t u = v;
    do {
      set_[at(u)] = set_[at(into)];
      u = next_[at(u)];
    } while (u != v);
    std::swap(next_[at(v)], next_[at(into)]);
  };
  tree_.clear();
  rest_.assign(apart_.begin(), apart_.end());
  std::size_t begin = 0;
  for (std::size_t i = 0; i < ends_.size() && tree_.size() + 1 < n; begin = stretch_[i++]) {
    const std::size_t end = stretch_[i];
    for (std::size_t j = begin; j < end; ++j) {  // a stretch holds one or two keys
      const std::uint64_t key = keyed_[j];
      std::size_t k = j;
      for (; k > begin && keyed_[k - 1] > key; --k) keyed_[k] = keyed_[k - 1];
      keyed_[k] = key;
    }
    for (std::size_t j = begin; j < end; ++j) {
      const End& ends = ends_[keyed_[j] & 0xfffff];
      const std::int32_t a = set_[at(ends.a)], b = set_[at(ends.b)];
      (a == b ? rest_ : tree_).push_back(ends);
      if (a == b) continue;
      if (set_size_[at(a)] < set_size_[at(b)])
        join(ends.a, ends.b);
      else
        join(ends.b, ends.a);
    }
  }
  for (; begin < keyed_.size(); ++begin) rest_.push_back(ends_[keyed_[begin] & 0xfffff]);
}

/// A random tree; then a breadth-first order from a random root.
void TreePartitioner::draw_tree(const PartGraph& graph, Random& random) {
  const auto n = static_cast<std::size_t>(graph.size());
  draw_keys(random);
  join_tree(n);
  tree_offset_.assign(n + 2, 0);  // shifted by one place: the rows' ends become their beginnings while they are filled
  for (const End& e : tree_) {
    ++tree_offset_[at(e.a) + 2];
    ++tree_offset_[at(e.b) + 2];
  }
  std::partial_sum(tree_offset_.begin(), tree_offset_.end(), tree_offset_.begin());
  tree_to_.resize(2 * tree_.size());
  for (const End& e : tree_) {
    tree_to_[at(tree_offset_[at(e.a) + 1]++)] = e.b;
    tree_to_[at(tree_offset_[at(e.b) + 1]++)] = e.a;
  }
  order_.resize(n);
  place_.resize(n);
  up_.resize(n);
  order_[0] = static_cast<std::int32_t>(random.below(n));
  up_[0] = -1;
  std::int32_t met = 1;
  for (std::int32_t i = 0; i < met; ++i) {
    const std::int32_t v = order_[at(i)], parent = i > 0 ? order_[at(up_[at(i)])] : -1;
    place_[at(v)] = i;
    for (std::int32_t j = tree_offset_[at(v)]; j < tree_offset_[at(v) + 1]; ++j) {
      if (tree_to_[at(j)] == parent) continue;
      order_[at(met)] = tree_to_[at(j)];
      up_[at(met++)] = i;
    }
  }
  work_ += static_cast<std::int64_t>(graph.edges.size()) * 8;
}

/// cut_[i] = price of all edges that leave the subtree of the node at place i: an edge counts at both ends and is taken back at
/// their meeting point. Of two places the later one is no ancestor of the other.
void TreePartitioner::sum_cuts() {
  cut_.assign(order_.size(), 0);
  for (const End& e : tree_) {  // one end is the parent, where they meet
    const std::int32_t a = place_[at(e.a)], b = place_[at(e.b)];
    cut_[at(std::max(a, b))] += e.guide;
    cut_[at(std::min(a, b))] -= e.guide;
  }
  auto steps = static_cast<std::int64_t>(tree_.size());
  for (const End& e : rest_) {
    std::int32_t a = place_[at(e.a)], b = place_[at(e.b)];
    cut_[at(a)] += e.guide;
    cut_[at(b)] += e.guide;
    while (a != b) {
      const std::int32_t low = std::min(a, b);
      a = up_[at(std::max(a, b))];
      b = low;
      ++steps;
    }
    cut_[at(a)] -= 2 * e.guide;
  }
  work_ += steps;
  for (std::size_t i = order_.size(); i-- > 1;) cut_[at(up_[i])] += cut_[i];
}

/// Extends the last list of `node` by the finished child: the child is cut off or its open part joins.
void TreePartitioner::merge(std::int32_t node, std::int32_t child, std::int64_t cap) {
  const Step own = steps_[at(last_step_[at(node)])], other = steps_[at(last_step_[at(child)])];
  const auto offer = [&](std::int32_t weight, Cost cost, std::size_t before, std::int32_t child_state) {
    Best& best = best_[at(weight)];
    if (cost >= best.cost) return;
    touched_[at(weight) / 64] |= std::uint64_t{1} << (weight % 64);
    best = {cost, static_cast<std::int32_t>(before), child_state};
  };
  for (std::size_t i = own.begin; i < own.end; ++i) {
    const State s = states_[i];
    offer(s.weight, s.cost + closed_[at(child)], i, -1);
    std::size_t j = other.begin;
    for (; j < other.end; ++j) {
      const std::int64_t weight = std::int64_t{s.weight} + states_[j].weight;
      if (weight > cap) break;  // lists ascend by weight
      offer(static_cast<std::int32_t>(weight), s.cost + states_[j].cost, i, static_cast<std::int32_t>(j));
    }
    work_ += static_cast<std::int64_t>(j - other.begin);
  }
  const std::size_t begin = states_.size();
  Cost least = kNever;
  for (std::size_t word = 0; word < touched_.size(); ++word)
    for (std::uint64_t left = touched_[word]; left != 0; left &= left - 1)
      least = std::min(least, best_[64 * word + static_cast<std::size_t>(std::countr_zero(left))].cost);
  for (std::size_t word = 0; word < touched_.size(); ++word)
    for (; touched_[word] != 0; touched_[word] &= touched_[word] - 1) {
      const std::size_t w = 64 * word + static_cast<std::size_t>(std::countr_zero(touched_[word]));
      const Best best = std::exchange(best_[w], Best{});
      if (best.cost <= least + kHopeless) states_.push_back({static_cast<std::int32_t>(w), best.before, best.child, best.cost});
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

void TreePartitioner::read_labels(Labels& label) {
  std::vector<std::array<std::int32_t, 3>>& stack = to_read_;
  stack.assign(1, {0, closed_state_[0], 0});
  std::int32_t parts = 1;
  while (!stack.empty()) {
    const auto [node, state, part] = stack.back();
    stack.pop_back();
    label[at(order_[at(node)])] = part;
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
  sum_cuts();
  below_.resize(n);
  for (std::size_t i = 0; i < n; ++i) below_[i] = graph.households[at(order_[i])];
  // tree edges on the way between the two are above an odd number of them
  odd_.assign(n, apart.first < 0);
  for (const std::int32_t end : {apart.first, apart.second})
    if (end >= 0)
      for (std::int32_t i = place_[at(end)]; i >= 0; i = up_[at(i)]) odd_[at(i)] = !odd_[at(i)];
  for (std::size_t i = n; i-- > 1;) below_[at(up_[i])] += below_[i];
  Cost best = kNever;
  std::size_t top = n;
  for (std::size_t i = n; i-- > 1;) {
    const Cost cost = costs.of(below_[i]) + costs.of(below_[0] - below_[i]) + cut_[i];
    if (odd_[i] && cost < best) {
      best = cost;
      top = i;
    }
  }
  label.assign(n, 0);
  for (std::size_t i = top; i < n; ++i)
    if (i == top || label[at(order_[at(up_[i])])] == 1) label[at(order_[i])] = 1;
  return best;
}

std::int32_t TreePartitioner::draw(const PartGraph& graph, const GridCosts& costs, const TreeOptions& options, Random& random,
                                   Labels& label) {
  const auto n = static_cast<std::size_t>(graph.size());
  label.assign(n, 0);
  if (n <= 1) return static_cast<std::int32_t>(n);
  weigh_edges(graph, options.edge_bias);
  draw_tree(graph, random);
  sum_cuts();
  std::int64_t cap = options.cap;
  for (const std::int32_t h : graph.households) cap = std::max<std::int64_t>(cap, h);
  if (best_.size() <= static_cast<std::size_t>(cap)) {
    best_.assign(static_cast<std::size_t>(cap) + 1, Best{});
    touched_.assign(best_.size() / 64 + 1, 0);
  }
  states_.clear();
  steps_.clear();
  steps_.reserve(2 * n);
  closed_.resize(n);
  closed_state_.resize(n);
  last_step_.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    last_step_[i] = static_cast<std::int32_t>(i);
    states_.push_back({graph.households[at(order_[i])], -1, -1, 0});
    steps_.push_back({i, i + 1, -1, -1});
  }
  for (std::size_t i = n; i-- > 0;) {
    close(static_cast<std::int32_t>(i), costs, options);  // all children were merged: they come later in the order
    if (i > 0) merge(up_[i], static_cast<std::int32_t>(i), cap);
  }
  read_labels(label);
  return renumber(label);
}

}  // namespace wangge::partition
