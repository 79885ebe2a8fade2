#include "algorithms/partition/exact_cover.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <unordered_map>

#include "core/random.hpp"

namespace wangge::partition {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

class CoverSearch {
 public:
  CoverSearch(const PartGraph& graph, const GridCosts& costs, const std::vector<Column>& columns, std::int64_t k,
              const CoverLimits& limits, const RunContext& run)
      : costs_(costs),
        run_(run),
        base_(limits.base),
        least_(limits.least),
        best_(limits.budget),
        node_cap_(limits.nodes),
        n_(at(graph.size())),
        words_((n_ + 63) / 64),
        by_node_(n_) {
    std::vector<std::size_t> order(columns.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return columns[a].reduced < columns[b].reduced; });
    for (const std::size_t c : order) {
      // even with all others at the least it must fit the budget
      if (columns[c].reduced + static_cast<double>(k - 1) * least_ > best_) break;
      const std::size_t id = original_.size();
      original_.push_back(c);
      reduced_.push_back(columns[c].reduced);
      cost_.push_back(columns[c].cost);
      std::int64_t h = 0;
      bits_.resize(bits_.size() + words_, 0);
      for (const std::int32_t v : columns[c].nodes) {
        bits_[id * words_ + at(v) / 64] |= std::uint64_t{1} << (v % 64);
        by_node_[at(v)].push_back(static_cast<std::int32_t>(id));
        h += graph.households[at(v)];
      }
      weight_.push_back(h);
      lookup_.emplace(hash(&bits_[id * words_]), static_cast<std::int32_t>(id));
    }
    covered_.assign(words_, 0);
    full_.assign(words_, ~std::uint64_t{0});
    if (n_ % 64) full_.back() = (std::uint64_t{1} << (n_ % 64)) - 1;
    left_ = graph.total();
  }

  CoverAnswer run(std::int64_t k) {
    CoverAnswer answer;
    search(k, 0.0);
    answer.complete = !stopped_;
    answer.nodes = nodes_ + looked_ / 64;
    answer.cost = base_ + best_;
    for (const std::int32_t id : best_chosen_) answer.chosen.push_back(original_[at(id)]);
    return answer;
  }

 private:
  std::uint64_t hash(const std::uint64_t* bits) const {
    std::uint64_t h = 0x1234567;
    for (std::size_t w = 0; w < words_; ++w) h = mix64(h ^ bits[w]);
    return h;
  }
  bool disjoint(std::int32_t id) const {
    const std::uint64_t* bits = &bits_[at(id) * words_];
    for (std::size_t w = 0; w < words_; ++w)
      if (bits[w] & covered_[w]) return false;
    return true;
  }
  void flip(std::int32_t id, bool in) {
    for (std::size_t w = 0; w < words_; ++w) covered_[w] ^= bits_[at(id) * words_ + w];
    left_ += in ? -weight_[at(id)] : weight_[at(id)];
    if (in)
      chosen_.push_back(id);
    else
      chosen_.pop_back();
  }
  /// The column that is exactly the uncovered rest, -1 when there is none.
  std::int32_t rest() const {
    std::vector<std::uint64_t> need(words_);
    for (std::size_t w = 0; w < words_; ++w) need[w] = full_[w] & ~covered_[w];
    const auto range = lookup_.equal_range(hash(need.data()));
    for (auto it = range.first; it != range.second; ++it)
      if (std::equal(need.begin(), need.end(), &bits_[at(it->second) * words_])) return it->second;
    return -1;
  }
  void offer() {
    double cost = -base_;
    for (const std::int32_t id : chosen_) cost += cost_[at(id)];
    if (cost > best_ || (cost == best_ && !best_chosen_.empty())) return;
    best_ = cost;
    best_chosen_ = chosen_;
  }
  /// The uncovered node with the fewest columns of at most `dearest`; n_ when one has none.
  std::size_t rarest_node(double dearest) {
    std::size_t best = n_, fewest = ~std::size_t{0};
    for (std::size_t w = 0; w < words_; ++w)
      for (std::uint64_t open = full_[w] & ~covered_[w]; open; open &= open - 1) {
        const std::size_t v = w * 64 + static_cast<std::size_t>(std::countr_zero(open));
        std::size_t count = 0;
        for (const std::int32_t id : by_node_[v]) {
          if (reduced_[at(id)] > dearest) break;  // ascending
          ++looked_;
          if (!disjoint(id)) continue;
          if (++count >= fewest) break;
        }
        if (count < fewest) {
          fewest = count;
          best = v;
        }
        if (fewest == 0) return n_;
      }
    return best;
  }
  void search(std::int64_t parts, double cost) {
    ++nodes_;
    if (stopped_ || nodes_ + looked_ / 64 > node_cap_ || (nodes_ % 1024 == 0 && run_.should_stop())) {
      stopped_ = true;
      return;
    }
    if (left_ < parts * costs_.min_households || left_ > parts * costs_.max_households) return;
    if (parts == 1) {
      const std::int32_t id = rest();
      if (id < 0) return;
      chosen_.push_back(id);
      if (cost + reduced_[at(id)] <= best_) offer();
      chosen_.pop_back();
      return;
    }
    const double dearest = best_ - cost - static_cast<double>(parts - 1) * least_;
    const std::size_t v = rarest_node(dearest);
    if (v == n_) return;
    for (const std::int32_t id : by_node_[v]) {
      if (cost + reduced_[at(id)] + static_cast<double>(parts - 1) * least_ > best_) break;  // ascending
      if (!disjoint(id)) continue;
      const double now = cost + reduced_[at(id)];
      flip(id, true);
      search(parts - 1, now);
      flip(id, false);
      if (stopped_) return;
    }
  }

  const GridCosts& costs_;
  const RunContext& run_;
  double base_, least_, best_;  ///< best_: cost of the best cover less base_
  std::int64_t node_cap_;
  std::size_t n_, words_;
  std::vector<std::vector<std::int32_t>> by_node_;
  std::vector<std::size_t> original_;
  std::vector<double> reduced_, cost_;
  std::vector<std::int64_t> weight_;
  std::vector<std::uint64_t> bits_, covered_, full_;
  std::unordered_multimap<std::uint64_t, std::int32_t> lookup_;
  std::int64_t left_ = 0, nodes_ = 0;
  std::int64_t looked_ = 0;  ///< columns looked at: 64 are about the work of a node
  std::vector<std::int32_t> chosen_, best_chosen_;
  bool stopped_ = false;
};

}  // namespace

CoverAnswer exact_cover(const PartGraph& graph, const GridCosts& costs, const std::vector<Column>& columns, std::int64_t k,
                        const CoverLimits& limits, const RunContext& run) {
  if (k <= 0) return {true, {}, 0, 0};
  return CoverSearch(graph, costs, columns, k, limits, run).run(k);
}

}  // namespace wangge::partition
