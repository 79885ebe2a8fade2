#include "algorithms/functional/join_by_agreement.hpp"

#include <algorithm>
#include <numeric>
#include <queue>
#include <set>
#include <tuple>

namespace wangge {

namespace {

constexpr double kHalf = 0.5 + 1e-9;  // three equal layers of which one and a half agree are no majority

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

class Groups {
 public:
  Groups(const std::vector<LayeredPiece>& pieces, const AgreementRule& rule) : rule_(rule), agreement_(pieces.size()) {
    for (const LayeredPiece& piece : pieces) {
      households_.push_back(piece.households);
      mass_.push_back(static_cast<double>(piece.mass));
      apart_.push_back(piece.apart ? 1 : 0);
    }
    root_.resize(pieces.size());
    std::iota(root_.begin(), root_.end(), 0);
    compare(pieces);
  }

  void join_majorities() {
    std::priority_queue<Pair> queue;
    const auto offer = [&](std::int32_t a, std::int32_t b, double agreement) {
      if (agreement > kHalf) queue.push(pair(a, b, agreement));
    };
    for (std::size_t a = 0; a < agreement_.size(); ++a)
      for (const auto& [b, agreement] : agreement_[a])
        if (static_cast<std::int32_t>(a) < b) offer(static_cast<std::int32_t>(a), b, agreement);
    while (!queue.empty()) {
      const Pair best = queue.top();
      queue.pop();
      const std::int32_t a = -std::get<2>(best), b = -std::get<3>(best);
      if (!alive(a) || !alive(b) || best != pair(a, b, agreement_[at(a)][b]) || !fit(a, b)) continue;
      join(a, b);
      for (const auto& [c, agreement] : agreement_[at(a)]) offer(std::min(a, c), std::max(a, c), agreement);
    }
  }

  void join_small() {
    std::set<std::pair<std::int64_t, std::int32_t>> small;
    for (std::size_t a = 0; a < root_.size(); ++a)
      if (const auto i = static_cast<std::int32_t>(a); alive(i) && !apart_[a] && households_[a] < rule_.min_households)
        small.emplace(households_[a], i);
    while (!small.empty()) {
      const std::int32_t a = small.begin()->second;
      small.erase(small.begin());
      std::int32_t best = -1;
      for (const auto& [b, agreement] : agreement_[at(a)])
        if (fit(a, b) && (best < 0 || better(a, b, best))) best = b;
      if (best < 0) continue;
      small.erase({households_[at(best)], best});
      const std::int32_t kept = std::min(a, best);
      join(kept, std::max(a, best));
      if (households_[at(kept)] < rule_.min_households) small.emplace(households_[at(kept)], kept);
    }
  }

  /// Groups by piece, in the order of their first piece, which is the root.
  [[nodiscard]] std::vector<std::int32_t> numbered() const {
    std::vector<std::int32_t> out(root_.size()), number(root_.size(), -1);
    std::int32_t next = 0;
    for (std::size_t i = 0; i < root_.size(); ++i) {
      std::size_t r = i;
      while (at(root_[r]) != r) r = at(root_[r]);
      if (number[r] < 0) number[r] = next++;
      out[i] = number[r];
    }
    return out;
  }

 private:
  /// Greatest first: agreement, fewer households, the earlier ones.
  using Pair = std::tuple<double, std::int64_t, std::int32_t, std::int32_t>;

  Pair pair(std::int32_t a, std::int32_t b, double agreement) const {
    return {agreement, -(households_[at(a)] + households_[at(b)]), -a, -b};
  }
  bool alive(std::int32_t a) const { return root_[at(a)] == a; }
  bool fit(std::int32_t a, std::int32_t b) const { return households_[at(a)] + households_[at(b)] <= rule_.max_households; }
  bool better(std::int32_t a, std::int32_t b, std::int32_t best) {
    return pair(0, b, agreement_[at(a)][b]) > pair(0, best, agreement_[at(a)][best]);
  }

  void compare(const std::vector<LayeredPiece>& pieces) {
    const double all = std::accumulate(rule_.weight.begin(), rule_.weight.end(), 0.0);
    for (std::size_t l = 0; l < rule_.weight.size(); ++l) {
      std::map<std::int32_t, std::vector<std::pair<std::int32_t, double>>> holders;  // old grid -> pieces and their shares
      for (std::size_t p = 0; p < pieces.size(); ++p)
        if (!pieces[p].apart)
          for (const auto& [grid, mass] : pieces[p].of_layer[l])
            if (grid >= 0) holders[grid].emplace_back(static_cast<std::int32_t>(p), static_cast<double>(mass) / mass_[p]);
      for (const auto& [grid, list] : holders)
        for (const auto& [a, share_a] : list)
          for (const auto& [b, share_b] : list)
            if (a != b) agreement_[at(a)][b] += rule_.weight[l] / all * share_a * share_b;
    }
  }

  /// b becomes part of a; agreements with the others are means weighted by mass.
  void join(std::int32_t a, std::int32_t b) {
    const double whole = mass_[at(a)] + mass_[at(b)];
    agreement_[at(a)].erase(b);
    agreement_[at(b)].erase(a);
    for (auto& [c, agreement] : agreement_[at(a)]) agreement *= mass_[at(a)] / whole;
    for (const auto& [c, agreement] : agreement_[at(b)]) {
      agreement_[at(a)][c] += agreement * (mass_[at(b)] / whole);
      agreement_[at(c)].erase(b);
    }
    for (const auto& [c, agreement] : agreement_[at(a)]) agreement_[at(c)][a] = agreement;
    agreement_[at(b)].clear();
    households_[at(a)] += households_[at(b)];
    mass_[at(a)] = whole;
    root_[at(b)] = a;
  }

  const AgreementRule& rule_;
  std::vector<std::map<std::int32_t, double>> agreement_;  ///< with the living groups that share an old grid
  std::vector<std::int64_t> households_;
  std::vector<double> mass_;
  std::vector<char> apart_;
  std::vector<std::int32_t> root_;
};

}  // namespace

std::vector<std::int32_t> join_by_agreement(const std::vector<LayeredPiece>& pieces, const AgreementRule& rule) {
  Groups groups(pieces, rule);
  groups.join_majorities();
  groups.join_small();
  return groups.numbered();
}

}  // namespace wangge
