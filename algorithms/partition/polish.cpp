#include "algorithms/partition/polish.hpp"

#include <algorithm>
#include <utility>

namespace wangge::partition {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

}  // namespace

void Polisher::count_households(const PartGraph& graph, std::span<const std::int32_t> label) {
  std::int32_t count = 0;
  for (const std::int32_t l : label) count = std::max(count, l + 1);
  sum_.assign(at(count), 0);
  for (std::size_t v = 0; v < label.size(); ++v) sum_[at(label[v])] += graph.households[v];
}

Cost Polisher::cost(const PartGraph& graph, const GridCosts& costs, std::span<const std::int32_t> label) {
  count_households(graph, label);
  Cost cost = cut_cost(graph, label);
  for (const std::int64_t h : sum_) cost += costs.of(h);
  return cost;
}

Cost Polisher::polish(const PartGraph& graph, const GridCosts& costs, Labels& label) {
  count_households(graph, label);
  count_.assign(sum_.size(), 0);
  for (const std::int32_t l : label) ++count_[at(l)];
  check_.fit(label.size());
  pull_.resize(sum_.size());
  Cost fallen = 0;
  // ends when every node was looked at since the last move
  for (std::int32_t v = 0, unmoved = 0; unmoved < graph.size(); v = v + 1 < graph.size() ? v + 1 : 0, ++unmoved) {
    const std::int32_t own = label[at(v)];
    const auto edges = graph.around(v);
    beside_.clear();
    pull_[at(own)].touched = true;
    for (const PartEdge& e : edges) {
      const std::int32_t l = label[at(e.to)];
      Pull& p = pull_[at(l)];
      p.cut += e.cut;
      p.connects |= e.connects;
      if (p.touched) continue;
      p.touched = true;
      beside_.push_back(l);
    }
    const Cost own_pull = std::exchange(pull_[at(own)], Pull{}).cut;
    if (beside_.empty()) continue;
    const std::int64_t h = graph.households[at(v)];
    const Cost leave = (count_[at(own)] > 1 ? costs.of(sum_[at(own)] - h) : 0) - costs.of(sum_[at(own)]) + own_pull;
    Cost best = 0;
    std::int32_t to = -1;
    for (const std::int32_t l : beside_) {
      const Pull p = std::exchange(pull_[at(l)], Pull{});
      const Cost change = leave + costs.of(sum_[at(l)] + h) - costs.of(sum_[at(l)]) - p.cut;
      if (change >= best || !p.connects) continue;
      best = change;
      to = l;
    }
    if (to < 0 || !check_.stays_connected(graph, label, v)) continue;
    sum_[at(own)] -= h;
    sum_[at(to)] += h;
    --count_[at(own)];
    ++count_[at(to)];
    label[at(v)] = to;
    fallen -= best;
    unmoved = 0;
  }
  renumber(label, count_);
  return fallen;
}

}  // namespace wangge::partition
