#include "algorithms/partition/part_graph.hpp"

#include <algorithm>
#include <numeric>

namespace wangge::partition {

std::int64_t PartGraph::total() const { return std::accumulate(households.begin(), households.end(), std::int64_t{0}); }

Cost GridCosts::compute(std::int64_t h) const {
  return out_weight * out(h) + (deviation ? deviation_cost(h, target_households) : 0) + per_grid;
}

void GridCosts::fill(std::int64_t up_to) {
  const auto size = static_cast<std::size_t>(std::clamp<std::int64_t>(up_to, max_households, 8LL * max_households + 1) + 1);
  table.resize(size);
  for (std::size_t h = 0; h < size; ++h) table[h] = compute(static_cast<std::int64_t>(h));
}

void induce(const PartGraph& graph, std::span<const std::int32_t> nodes, std::vector<std::int32_t>& scratch, PartGraph& out) {
  const auto n = nodes.size();
  out.households.resize(n);
  out.offset.resize(n + 1);
  std::size_t ends = 0;
  for (std::size_t i = 0; i < n; ++i) {
    scratch[static_cast<std::size_t>(nodes[i])] = static_cast<std::int32_t>(i);
    out.households[i] = graph.households[static_cast<std::size_t>(nodes[i])];
    ends += graph.around(nodes[i]).size();
  }
  out.edges.clear();
  out.edges.reserve(ends);
  out.offset[0] = 0;
  for (std::size_t i = 0; i < n; ++i) {
    for (const PartEdge& e : graph.around(nodes[i])) {
      const std::int32_t to = scratch[static_cast<std::size_t>(e.to)];
      if (to < 0) continue;
      out.edges.push_back({to, e.connects, e.cut, e.guide});
    }
    out.offset[i + 1] = static_cast<std::int32_t>(out.edges.size());
  }
  for (const std::int32_t v : nodes) scratch[static_cast<std::size_t>(v)] = -1;
}

PartGraph induce(const PartGraph& graph, std::span<const std::int32_t> nodes, std::vector<std::int32_t>& scratch) {
  PartGraph out;
  induce(graph, nodes, scratch, out);
  return out;
}

std::vector<std::int64_t> totals(const PartGraph& graph, std::span<const std::int32_t> label) {
  std::int32_t count = 0;
  for (const std::int32_t l : label) count = std::max(count, l + 1);
  std::vector<std::int64_t> sum(static_cast<std::size_t>(count), 0);
  for (std::size_t v = 0; v < label.size(); ++v) sum[static_cast<std::size_t>(label[v])] += graph.households[v];
  return sum;
}

Cost cut_cost(const PartGraph& graph, std::span<const std::int32_t> label) {
  Cost cut = 0;  // both halves of every edge, so that no branch depends on the plan
  for (std::int32_t v = 0; v < graph.size(); ++v)
    for (const PartEdge& e : graph.around(v))
      cut += e.cut * static_cast<Cost>(label[static_cast<std::size_t>(e.to)] != label[static_cast<std::size_t>(v)]);
  return cut / 2;
}

Cost plan_cost(const PartGraph& graph, const GridCosts& costs, std::span<const std::int32_t> label) {
  Cost cost = cut_cost(graph, label);
  for (const std::int64_t h : totals(graph, label)) cost += costs.of(h);
  return cost;
}

namespace {

/// Households that left the heir of their old grid, the heir being the new grid with most of its households.
std::int64_t moved_households(const SideRules& side, std::span<const std::int32_t> label) {
  std::vector<std::pair<std::int64_t, std::int64_t>> share;  // (old, new) packed, households
  share.reserve(side.old.size());
  for (const SideRules::Old& o : side.old)
    share.emplace_back((static_cast<std::int64_t>(o.old) << 32) | label[static_cast<std::size_t>(o.node)], o.households);
  std::sort(share.begin(), share.end());
  std::int64_t moved = 0;
  for (std::size_t i = 0; i < share.size();) {
    const std::int64_t old = share[i].first >> 32;
    std::int64_t all = 0, most = 0;
    while (i < share.size() && share[i].first >> 32 == old) {
      const std::int64_t key = share[i].first;
      std::int64_t here = 0;
      for (; i < share.size() && share[i].first == key; ++i) here += share[i].second;
      all += here;
      most = std::max(most, here);
    }
    moved += all - most;
  }
  return moved;
}

}  // namespace

Cost side_cost(const PartGraph& graph, std::span<const std::int32_t> label) {
  const SideRules& side = graph.side;
  if (side.empty()) return 0;
  const auto of = [&](std::int32_t v) { return label[static_cast<std::size_t>(v)]; };
  Cost cost = 0;
  for (const SideRules::Group& g : side.together)
    if (!std::all_of(g.nodes.begin(), g.nodes.end(), [&](std::int32_t v) { return of(v) == of(g.nodes[0]); })) cost += g.weight;
  for (const auto& [a, b] : side.cannot)
    if (of(a) == of(b)) cost += side.cannot_weight;
  for (const SideRules::Limit& limit : side.limits) {
    std::vector<std::int64_t> held;
    for (std::size_t v = 0; v < label.size(); ++v) {
      if (held.size() <= static_cast<std::size_t>(label[v])) held.resize(static_cast<std::size_t>(label[v]) + 1, 0);
      held[static_cast<std::size_t>(label[v])] += limit.amount[v];
    }
    for (const std::int64_t h : held) cost += side.limit_weight * std::max<std::int64_t>(0, h - limit.most);
  }
  if (!side.old.empty()) cost += side.move_weight * std::max<std::int64_t>(0, moved_households(side, label) - side.may_move);
  if (side.fixed_grids > 0) {
    Labels sorted(label.begin(), label.end());
    const std::int64_t count = renumber(sorted);
    cost += side.count_weight * std::abs(count - side.fixed_grids);
  }
  return cost;
}

bool breaks_no_rule(const PartGraph& graph, const GridCosts& costs, std::span<const std::int32_t> label) {
  for (const std::int64_t h : totals(graph, label))
    if (costs.out(h) > 0) return false;
  return side_cost(graph, label) == 0;
}

std::int32_t renumber(Labels& label) {
  Labels next;
  return renumber(label, next);
}

std::int32_t renumber(Labels& label, Labels& next) {
  std::int32_t highest = -1;
  for (const std::int32_t l : label) highest = std::max(highest, l);
  next.assign(static_cast<std::size_t>(highest + 1), -1);
  std::int32_t count = 0;
  for (std::int32_t& l : label) {
    std::int32_t& to = next[static_cast<std::size_t>(l)];
    if (to < 0) to = count++;
    l = to;
  }
  return count;
}

bool all_connected(const PartGraph& graph, std::span<const std::int32_t> label) {
  const auto n = static_cast<std::size_t>(graph.size());
  std::vector<char> seen(n, 0), begun(n + 1, 0);
  Labels stack;
  for (std::size_t s = 0; s < n; ++s) {
    if (seen[s]) continue;
    auto& used = begun[static_cast<std::size_t>(label[s])];
    if (used) return false;
    used = 1;
    seen[s] = 1;
    stack.push_back(static_cast<std::int32_t>(s));
    while (!stack.empty()) {
      const std::int32_t v = stack.back();
      stack.pop_back();
      for (const PartEdge& e : graph.around(v)) {
        const auto t = static_cast<std::size_t>(e.to);
        if (e.connects && !seen[t] && label[t] == label[s]) {
          seen[t] = 1;
          stack.push_back(e.to);
        }
      }
    }
  }
  return true;
}

}  // namespace wangge::partition
