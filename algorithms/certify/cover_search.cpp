#include "algorithms/certify/cover_search.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <unordered_map>

namespace wangge::certify {

namespace {

constexpr int kRaises = 60;

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

template <class Visit>
void each_member(std::span<const std::uint64_t> bits, Visit visit) {
  for (std::size_t w = 0; w < bits.size(); ++w)
    for (std::uint64_t rest = bits[w]; rest != 0; rest &= rest - 1)
      visit(64 * w + static_cast<std::size_t>(std::countr_zero(rest)));
}

/// Prices of positions such that no set costs less than its members' prices, with a large sum.
class Prices {
 public:
  Prices(const SetList& sets, std::size_t positions) : sets_(sets), price_(positions, 0), left_(sets.price), holds_(positions) {
    for (std::size_t s = 0; s < sets.size(); ++s)
      each_member(sets.set(s), [&](std::size_t v) { holds_[v].push_back(static_cast<std::uint32_t>(s)); });
    std::vector<Cost> best = price_;
    Cost best_sum = std::numeric_limits<Cost>::min();
    for (int round = 0; round < kRaises; ++round) {
      // Raise to the limit from one end or the other, then give a part back to all, so that the next round can share it anew.
      for (std::size_t i = 0; i < positions; ++i) raise(round % 2 == 0 ? i : positions - 1 - i);
      Cost sum = 0;
      for (const Cost p : price_) sum += p;
      if (sum > best_sum) best_sum = sum, best = price_;
      for (std::size_t v = 0; v < positions; ++v) change(v, -(price_[v] / (4 + round)));
    }
    price_ = std::move(best);
    left_ = sets.price;
    for (std::size_t s = 0; s < sets.size(); ++s) each_member(sets.set(s), [&](std::size_t v) { left_[s] -= price_[v]; });
  }
  [[nodiscard]] Cost of(std::size_t position) const { return price_[position]; }
  /// What a set costs beyond its members' prices, never negative.
  [[nodiscard]] Cost beyond(std::size_t set) const { return left_[set]; }

 private:
  void change(std::size_t v, Cost by) {
    price_[v] += by;
    for (const std::uint32_t s : holds_[v]) left_[s] -= by;
  }
  void raise(std::size_t v) {
    Cost least = std::numeric_limits<Cost>::max();
    for (const std::uint32_t s : holds_[v]) least = std::min(least, left_[s]);
    if (least != std::numeric_limits<Cost>::max() && least != 0) change(v, least);
  }

  const SetList& sets_;
  std::vector<Cost> price_, left_;
  std::vector<std::vector<std::uint32_t>> holds_;
};

struct HashWords {
  std::size_t operator()(const std::vector<std::uint64_t>& words) const {
    std::uint64_t h = 0x9e3779b97f4a7c15u;
    for (const std::uint64_t w : words) {
      h = (h ^ w) * 0xff51afd7ed558ccdu;
      h ^= h >> 32;
    }
    return h;
  }
};

/// What is covered, and in the last word how many sets did it, when that matters; what the sets cost beyond the prices.
using States = std::unordered_map<std::vector<std::uint64_t>, Cost, HashWords>;

std::size_t lowest_free(std::span<const std::uint64_t> covered, std::size_t positions) {
  for (std::size_t w = 0; w < covered.size(); ++w)
    if (covered[w] != ~std::uint64_t{0})
      return std::min(positions, 64 * w + static_cast<std::size_t>(std::countr_one(covered[w])));
  return positions;
}

}  // namespace

Cover cover_below(const SetList& sets, std::size_t positions, Cost limit, std::int32_t count, std::int64_t most_states) {
  const Prices prices(sets, positions);
  Cost room = limit;
  for (std::size_t v = 0; v < positions; ++v) room -= prices.of(v);
  if (room <= 0) return Cover::none;  // the prices alone forbid it
  std::vector<std::size_t> first(positions + 1, sets.size());
  for (std::size_t s = sets.size(); s-- > 0;) first[at(sets.lowest[s])] = s;
  for (std::size_t v = positions; v-- > 0;) first[v] = std::min(first[v], first[v + 1]);

  std::vector<States> waiting(positions + 1);
  std::vector<std::uint64_t> nothing(sets.words + (count > 0 ? 1 : 0), 0);
  waiting[0].emplace(std::move(nothing), 0);
  std::int64_t states = 1;
  for (std::size_t v = 0; v < positions; ++v) {
    for (const auto& [covered, cost] : waiting[v])
      for (std::size_t s = first[v]; s < first[v + 1]; ++s) {
        const Cost next_cost = cost + prices.beyond(s);
        if (next_cost >= room) continue;
        const auto bits = sets.set(s);
        bool meets = false;
        for (std::size_t w = 0; w < bits.size(); ++w) meets = meets || (bits[w] & covered[w]) != 0;
        if (meets) continue;
        std::vector<std::uint64_t> next = covered;
        for (std::size_t w = 0; w < bits.size(); ++w) next[w] |= bits[w];
        if (count > 0 && ++next.back() > static_cast<std::uint64_t>(count)) continue;
        const std::size_t free = lowest_free(std::span(next).first(sets.words), positions);
        if (free == positions) {
          if (count == 0 || next.back() == static_cast<std::uint64_t>(count)) return Cover::found;
          continue;
        }
        const auto [known, fresh] = waiting[free].try_emplace(std::move(next), next_cost);
        if (fresh && ++states > most_states) return Cover::gave_up;
        known->second = std::min(known->second, next_cost);
      }
    States().swap(waiting[v]);
  }
  return Cover::none;
}

}  // namespace wangge::certify
