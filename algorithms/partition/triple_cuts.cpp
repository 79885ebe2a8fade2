#include "algorithms/partition/triple_cuts.hpp"

#include <algorithm>
#include <tuple>

namespace wangge::partition {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }
constexpr double kNothing = 1e-6, kBroken = 1e-3;
constexpr int kCutsANode = 3;  // of one call: cuts through the same node mostly say the same

/// Shares of a plan by node, by pair and, for one node, by triple.
class Shares {
 public:
  Shares(std::int32_t nodes, std::span<const ShareOfSet> plan) : n_(at(nodes)), of_node_(n_) {
    for (const ShareOfSet& set : plan) {
      if (set.share < kNothing || set.share > 1 - kNothing) continue;
      const auto id = static_cast<std::int32_t>(share_.size());
      share_.push_back(set.share);
      for (const std::int32_t v : set.nodes) of_node_[at(v)].push_back(id);
    }
    // nodes that the same sets hold are one here
    std::vector<std::int32_t> order;
    for (std::int32_t v = 0; v < nodes; ++v)
      if (!of_node_[at(v)].empty()) order.push_back(v);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::int32_t a, std::int32_t b) { return of_node_[at(a)] < of_node_[at(b)]; });
    for (const std::int32_t v : order)
      if (kinds_.empty() || of_node_[at(kinds_.back())] != of_node_[at(v)]) kinds_.push_back(v);
    std::sort(kinds_.begin(), kinds_.end());
  }

  std::vector<std::pair<double, TripleCut>> broken() {
    const std::size_t m = kinds_.size();
    std::vector<double> pair(m * m), triple(m);
    std::vector<std::vector<std::int32_t>> held(share_.size());  // kinds of a set
    for (std::size_t i = 0; i < m; ++i)
      for (const std::int32_t s : of_node_[at(kinds_[i])]) held[at(s)].push_back(static_cast<std::int32_t>(i));
    for (std::size_t s = 0; s < held.size(); ++s)
      for (const std::int32_t i : held[s])
        for (const std::int32_t j : held[s]) pair[at(i) * m + at(j)] += share_[s];
    std::vector<std::pair<double, TripleCut>> out;
    for (std::size_t i = 0; i < m; ++i)
      for (std::size_t j = i + 1; j < m; ++j) {
        std::fill(triple.begin(), triple.end(), 0.0);
        for (const std::int32_t s : of_node_[at(kinds_[i])]) {
          if (!std::binary_search(held[at(s)].begin(), held[at(s)].end(), static_cast<std::int32_t>(j))) continue;
          for (const std::int32_t q : held[at(s)]) triple[at(q)] += share_[at(s)];
        }
        for (std::size_t q = j + 1; q < m; ++q) {
          const double two = pair[i * m + j] + pair[i * m + q] + pair[j * m + q] - 2 * triple[q];
          if (two > 1 + kBroken) out.emplace_back(two, TripleCut{{kinds_[i], kinds_[j], kinds_[q]}});
        }
      }
    return out;
  }

 private:
  std::size_t n_;
  std::vector<std::vector<std::int32_t>> of_node_;  ///< sets that hold the node
  std::vector<double> share_;
  std::vector<std::int32_t> kinds_;
};

}  // namespace

bool holds_two(const TripleCut& cut, std::span<const std::int32_t> nodes) {
  int held = 0;
  for (const std::int32_t v : cut.node) held += std::binary_search(nodes.begin(), nodes.end(), v) ? 1 : 0;
  return held >= 2;
}

std::vector<TripleCut> broken_triples(std::int32_t nodes, std::span<const ShareOfSet> plan, std::size_t most) {
  auto found = Shares(nodes, plan).broken();
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<int> used(at(nodes), 0);
  std::vector<TripleCut> out;
  for (const auto& [two, cut] : found) {
    if (out.size() >= most) break;
    if (std::any_of(cut.node.begin(), cut.node.end(), [&](std::int32_t v) { return used[at(v)] >= kCutsANode; })) continue;
    for (const std::int32_t v : cut.node) ++used[at(v)];
    out.push_back(cut);
  }
  return out;
}

void find_places(std::span<const std::int32_t> layer, std::vector<TripleCut>& cuts) {
  const auto ends = [&](const TripleCut& cut) {
    const auto [low, high] = std::minmax({layer[at(cut.node[0])], layer[at(cut.node[1])], layer[at(cut.node[2])]});
    return std::pair(low, high);
  };
  std::stable_sort(cuts.begin(), cuts.end(), [&](const TripleCut& a, const TripleCut& b) { return ends(a) < ends(b); });
  std::array<std::int32_t, kTriplePlaces> busy_to{};
  busy_to.fill(-1);
  for (TripleCut& cut : cuts) {
    const auto [low, high] = ends(cut);
    const auto free = std::find_if(busy_to.begin(), busy_to.end(), [low = low](std::int32_t to) { return to < low; });
    cut.place = static_cast<std::uint8_t>(free - busy_to.begin());
    if (free != busy_to.end()) *free = high;
  }
  std::erase_if(cuts, [](const TripleCut& cut) { return cut.place >= kTriplePlaces; });
}

}  // namespace wangge::partition
