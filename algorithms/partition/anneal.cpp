#include "algorithms/partition/anneal.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/partition/cut_check.hpp"
#include "algorithms/partition/side_tracker.hpp"

namespace wangge::partition {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

class Annealer {
 public:
  Annealer(const PartGraph& graph, const GridCosts& costs, Random& random, Labels& label)
      : graph_(graph),
        costs_(costs),
        random_(random),
        label_(label),
        side_(graph, label),
        sum_(totals(graph, label)),
        count_(sum_.size(), 0),
        place_(label.size(), -1),
        foreign_(label.size()),
        cut_check_(label.size()) {
    for (const std::int32_t l : label) ++count_[at(l)];
    for (std::int32_t v = 0; v < graph.size(); ++v)
      if ((foreign_[at(v)] = foreign_ends(v)) > 0) enter(v);
    Cost sum = 0;
    for (const PartEdge& e : graph.edges) sum += std::abs(e.cut);
    mean_ = static_cast<double>(sum) / std::max<double>(1.0, static_cast<double>(graph.edges.size()));
  }

  void run(const AnnealLimits& limits, const RunContext& context) {
    if (border_.empty()) return;
    const auto tries = static_cast<std::int64_t>(limits.sweeps * static_cast<double>(border_.size()));
    const double hot = limits.warmth * mean_, cooling = std::log(0.03);
    double temperature = hot;
    for (std::int64_t t = 0; t < tries && !border_.empty(); ++t) {
      if (t % 64 == 0) {
        temperature = hot * std::exp(cooling * static_cast<double>(t) / static_cast<double>(tries));
        if (t % 4096 == 0 && context.should_stop()) break;
      }
      attempt(temperature);
    }
  }
  [[nodiscard]] Cost risen() const { return risen_; }
  [[nodiscard]] Cost lowest() const { return lowest_; }
  /// Takes back the moves made after the best plan.
  void restore_best() {
    for (std::size_t i = moves_.size(); i-- > best_moves_;) label_[at(moves_[i].first)] = moves_[i].second;
  }

 private:
  /// Edges that connect the node with other grids.
  [[nodiscard]] std::int32_t foreign_ends(std::int32_t v) const {
    const std::int32_t own = label_[at(v)];
    std::int32_t count = 0;
    for (const PartEdge& e : graph_.around(v)) count += e.connects && label_[at(e.to)] != own ? 1 : 0;
    return count;
  }
  void enter(std::int32_t v) {
    place_[at(v)] = static_cast<std::int32_t>(border_.size());
    border_.push_back(v);
  }
  void leave(std::int32_t v) {
    const std::int32_t p = place_[at(v)], last = border_.back();
    border_[at(p)] = last;
    place_[at(last)] = p;
    border_.pop_back();
    place_[at(v)] = -1;
  }

  void attempt(double temperature) {
    const std::int32_t v = border_[static_cast<std::size_t>(random_.below(border_.size()))];
    const auto edges = graph_.around(v);
    const std::int32_t own = label_[at(v)];
    // a neighbouring grid at random: the first foreign end from a random place on
    const auto start = static_cast<std::size_t>(random_.below(edges.size()));
    std::int32_t to = -1;
    for (std::size_t i = start; to < 0; i = i + 1 < edges.size() ? i + 1 : 0)
      if (edges[i].connects && label_[at(edges[i].to)] != own) to = label_[at(edges[i].to)];
    Cost change = 0;
    for (const PartEdge& e : edges) {  // without branches: no one could foretell them
      const std::int32_t l = label_[at(e.to)];
      change += e.cut * (static_cast<Cost>(l == own) - static_cast<Cost>(l == to));
    }
    const std::int64_t h = graph_.households[at(v)];
    const bool last = count_[at(own)] == 1;
    change += costs_.of(sum_[at(to)] + h) - costs_.of(sum_[at(to)]) - costs_.of(sum_[at(own)]);
    if (!last) change += costs_.of(sum_[at(own)] - h);
    double allowance = 0;
    if (change > 0) {
      const double stay = 1.0 - random_.uniform();
      // -log(s) is at most 1/s - 1: most moves are too dear for that, too
      if (graph_.side.empty() && static_cast<double>(change) * stay > 1.000001 * temperature * (1.0 - stay)) return;
      allowance = -temperature * std::log(stay);
    }
    if (static_cast<double>(change) > allowance && graph_.side.empty()) return;
    change += side_.change(v, own, to, last);
    if (static_cast<double>(change) > allowance || !cut_check_.stays_connected(graph_, label_, v)) return;
    move(v, own, to, h, last);
    risen_ += change;
    if (risen_ < lowest_) {
      lowest_ = risen_;
      best_moves_ = moves_.size();
    }
  }

  void move(std::int32_t v, std::int32_t own, std::int32_t to, std::int64_t h, bool last) {
    side_.move(v, own, to, last);
    sum_[at(own)] -= h;
    sum_[at(to)] += h;
    --count_[at(own)];
    ++count_[at(to)];
    label_[at(v)] = to;
    moves_.emplace_back(v, own);
    if ((foreign_[at(v)] = foreign_ends(v)) == 0) leave(v);
    for (const PartEdge& e : graph_.around(v)) {
      if (!e.connects) continue;
      const std::int32_t l = label_[at(e.to)];
      if (l == own && ++foreign_[at(e.to)] == 1) enter(e.to);
      if (l == to && --foreign_[at(e.to)] == 0) leave(e.to);
    }
  }

  const PartGraph& graph_;
  const GridCosts& costs_;
  Random& random_;
  Labels& label_;
  SideTracker side_;
  std::vector<std::int64_t> sum_;
  std::vector<std::int32_t> count_, border_, place_;
  std::vector<std::int32_t> foreign_;  ///< by node: its edges that connect it with other grids
  CutCheck cut_check_;
  std::vector<std::pair<std::int32_t, std::int32_t>> moves_;  ///< node, grid it left
  std::size_t best_moves_ = 0;
  Cost risen_ = 0, lowest_ = 0;
  double mean_ = 0;
};

}  // namespace

Cost anneal(const PartGraph& graph, const GridCosts& costs, const AnnealLimits& limits, Random& random, const RunContext& run,
            Labels& label) {
  Annealer annealer(graph, costs, random, label);
  annealer.run(limits, run);
  annealer.restore_best();
  renumber(label);
  return annealer.lowest();
}

}  // namespace wangge::partition
