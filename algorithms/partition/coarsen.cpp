#include "algorithms/partition/coarsen.hpp"

#include <algorithm>
#include <numeric>

namespace wangge::partition {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// Which joint every node goes to: the node that began it.
class Joiner {
 public:
  Joiner(const PartGraph& graph, std::int64_t heaviest, std::int32_t most, std::span<const std::int32_t> label)
      : graph_(graph),
        heaviest_(heaviest),
        most_(most),
        label_(label),
        leader_(at(graph.size())),
        weight_(graph.households.begin(), graph.households.end()),
        count_(at(graph.size()), 1),
        pull_(at(graph.size()), 0) {
    std::iota(leader_.begin(), leader_.end(), 0);
    for (const auto& [a, b] : graph.side.cannot) {
      if (enemy_.empty()) enemy_.resize(at(graph.size()));
      enemy_[at(a)] = 1;
      enemy_[at(b)] = 1;
    }
  }

  void visit(std::int32_t v) {
    if (leader_[at(v)] != v || count_[at(v)] > 1 || (!enemy_.empty() && enemy_[at(v)])) return;
    touched_.clear();
    for (const PartEdge& e : graph_.around(v)) {
      if (!e.connects || (!label_.empty() && label_[at(e.to)] != label_[at(v)])) continue;
      const std::int32_t l = leader_[at(e.to)];
      if (pull_[at(l)] == 0) touched_.push_back(l);
      pull_[at(l)] += std::max<Cost>(1, e.guide);
    }
    std::int32_t best = -1;
    double best_rating = 0;
    for (const std::int32_t l : touched_) {
      const double rating =
          static_cast<double>(pull_[at(l)]) / (10.0 + static_cast<double>(weight_[at(l)]) + 5.0 * count_[at(l)]);
      const bool fits = weight_[at(l)] + weight_[at(v)] <= heaviest_ && count_[at(l)] < most_;
      if (fits && rating > best_rating && (enemy_.empty() || !enemy_[at(l)])) {
        best_rating = rating;
        best = l;
      }
      pull_[at(l)] = 0;
    }
    if (best < 0) return;
    leader_[at(v)] = best;
    weight_[at(best)] += weight_[at(v)];
    ++count_[at(best)];
  }
  [[nodiscard]] const std::vector<std::int32_t>& leader() const { return leader_; }

 private:
  const PartGraph& graph_;
  std::int64_t heaviest_;
  std::int32_t most_;
  std::span<const std::int32_t> label_;
  std::vector<std::int32_t> leader_;
  std::vector<std::int64_t> weight_;
  std::vector<std::int32_t> count_;
  std::vector<Cost> pull_;
  std::vector<char> enemy_;
  std::vector<std::int32_t> touched_;
};

}  // namespace

Contraction coarsen(const PartGraph& graph, std::int64_t heaviest, std::int32_t most, std::span<const std::int32_t> label,
                    Random& random) {
  const auto n = static_cast<std::size_t>(graph.size());
  std::vector<std::int32_t> order(n);
  std::iota(order.begin(), order.end(), 0);
  for (std::size_t i = n; i > 1; --i) std::swap(order[i - 1], order[static_cast<std::size_t>(random.below(i))]);
  Joiner joiner(graph, heaviest, most, label);
  for (const std::int32_t v : order) joiner.visit(v);
  return contract(graph, joiner.leader());
}

}  // namespace wangge::partition
