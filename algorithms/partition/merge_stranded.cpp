#include "algorithms/partition/merge_stranded.hpp"

#include <algorithm>
#include <numeric>

#include "algorithms/partition/disjoint_sets.hpp"

namespace wangge::partition {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// One depth-first search that knows how far up every subtree reaches (Hopcroft & Tarjan 1973): a child's subtree that reaches no
/// higher than its parent is a component of the graph without the parent; all else is the component above.
class StrandedJoiner {
 public:
  StrandedJoiner(const PartGraph& graph, const GridCosts& costs, DisjointSets& sets)
      : graph_(graph),
        costs_(costs),
        sets_(sets),
        number_(at(graph.size()), -1),
        low_(number_),
        end_(number_),
        parent_(number_),
        below_(number_.size(), 0),
        cut_off_(number_.size(), 0) {}

  void run() {
    const std::int64_t total = graph_.total();
    std::vector<std::pair<std::int32_t, std::size_t>> stack{{0, 0}};  // node, its next edge
    open(0, -1);
    while (!stack.empty()) {
      const std::int32_t v = stack.back().first;
      const auto edges = graph_.around(v);
      if (stack.back().second < edges.size()) {
        const PartEdge& e = edges[stack.back().second++];
        if (!e.connects || e.to == parent_[at(v)]) continue;
        if (number_[at(e.to)] >= 0) {
          low_[at(v)] = std::min(low_[at(v)], number_[at(e.to)]);
        } else {
          open(e.to, v);
          stack.emplace_back(e.to, 0);
        }
        continue;
      }
      end_[at(v)] = static_cast<std::int32_t>(order_.size());
      if (parent_[at(v)] >= 0) {
        if (total - cut_off_[at(v)] - graph_.households[at(v)] < costs_.min_households) light_above_.push_back(v);
        close(v, parent_[at(v)]);
      }
      stack.pop_back();
    }
    for (const std::int32_t v : light_above_) join_above(v);
  }

 private:
  void open(std::int32_t v, std::int32_t parent) {
    number_[at(v)] = low_[at(v)] = static_cast<std::int32_t>(order_.size());
    order_.push_back(v);
    parent_[at(v)] = parent;
    below_[at(v)] = graph_.households[at(v)];
  }
  [[nodiscard]] bool hangs(std::int32_t v) const { return low_[at(v)] >= number_[at(parent_[at(v)])]; }
  void close(std::int32_t v, std::int32_t parent) {
    below_[at(parent)] += below_[at(v)];
    if (!hangs(v)) {
      low_[at(parent)] = std::min(low_[at(parent)], low_[at(v)]);
      return;
    }
    cut_off_[at(parent)] += below_[at(v)];
    if (below_[at(v)] < costs_.min_households)
      for (std::int32_t i = number_[at(v)]; i < end_[at(v)]; ++i) sets_.join(order_[at(i)], parent);
  }
  void join_above(std::int32_t v) {
    std::vector<char> other(order_.size(), 0);
    other[at(number_[at(v)])] = 1;
    for (std::int32_t i = number_[at(v)] + 1; i < end_[at(v)];) {
      const std::int32_t child = order_[at(i)];  // the next subtree below v begins where the last one ends
      if (hangs(child)) std::fill(other.begin() + i, other.begin() + end_[at(child)], 1);
      i = end_[at(child)];
    }
    for (std::size_t i = 0; i < order_.size(); ++i)
      if (!other[i]) sets_.join(order_[i], v);
  }

  const PartGraph& graph_;
  const GridCosts& costs_;
  DisjointSets& sets_;
  std::vector<std::int32_t> number_, low_, end_, parent_, order_, light_above_;
  std::vector<std::int64_t> below_, cut_off_;  ///< households of the subtree; of the children's subtrees that hang on the node
};

}  // namespace

MergedPart::MergedPart(const PartGraph& whole, const GridCosts& costs) : whole_(whole) {
  if (!whole.side.empty() || whole.size() <= 1) return;
  DisjointSets sets(at(whole.size()));
  StrandedJoiner(whole, costs, sets).run();
  std::vector<std::int32_t> leader(at(whole.size()));
  bool all_alone = true;
  for (std::int32_t v = 0; v < whole.size(); ++v) {
    leader[at(v)] = sets.find(v);
    all_alone &= leader[at(v)] == v;
  }
  if (!all_alone) joined_ = contract(whole, leader);
}

}  // namespace wangge::partition
