/// Reference answers for small communities: every division into connected grids, by dynamic programming over atom subsets.
/// Shares no code with algorithms/partition; at most 14 atoms, O(3^n).
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/division.hpp"
#include "core/random.hpp"

namespace wangge::test {

/// Levels in order: out of range, households in split compounds, grids (sign by GridCount), score.
using Levels = std::array<std::int64_t, 4>;

class ExhaustiveOracle {
 public:
  explicit ExhaustiveOracle(const DivisionProblem& p) : problem_(p), n_(p.households.size()) {
    const std::size_t all = std::size_t{1} << n_;
    connected_.assign(all, 0);
    near_.assign(n_, 0);
    for (const AtomEdge& e : p.edges)
      if (e.connects) {
        near_[static_cast<std::size_t>(e.a)] |= 1U << e.b;
        near_[static_cast<std::size_t>(e.b)] |= 1U << e.a;
      }
    for (std::uint32_t set = 1; set < all; ++set) connected_[set] = is_connected(set);
    price_.resize(all);
    for (std::uint32_t set = 1; set < all; ++set)
      if (connected_[set]) price_[set] = price(set);
    for (const AtomEdge& e : p.edges) all_apart_ += e.apart_cost;
  }

  /// Best division; with `grids` only those of so many grids.
  [[nodiscard]] std::optional<Levels> best(int grids = 0) const {
    const std::size_t all = std::size_t{1} << n_;
    const std::size_t rows = grids > 0 ? static_cast<std::size_t>(grids) + 1 : 1;
    std::vector<std::vector<std::optional<Levels>>> table(rows, std::vector<std::optional<Levels>>(all));
    table[0][0] = Levels{0, 0, 0, all_apart_};
    for (std::size_t row = 0; row < rows; ++row)
      for (std::uint32_t rest = 1; rest < all; ++rest) {
        if (grids > 0 && row == 0) break;
        const auto& from = table[grids > 0 ? row - 1 : 0];
        const std::uint32_t low = rest & (~rest + 1);
        for (std::uint32_t set = rest; set != 0; set = (set - 1) & rest) {
          if (!(set & low) || !connected_[set] || !from[rest ^ set]) continue;
          Levels sum = *from[rest ^ set];
          for (std::size_t i = 0; i < 4; ++i) sum[i] += price_[set][i];
          if (!table[row][rest] || sum < *table[row][rest]) table[row][rest] = sum;
        }
      }
    return table[rows - 1][all - 1];
  }

 private:
  [[nodiscard]] char is_connected(std::uint32_t set) const {
    std::uint32_t seen = set & (~set + 1), before = 0;
    while (seen != before) {
      before = seen;
      for (std::size_t v = 0; v < n_; ++v)
        if (seen >> v & 1) seen |= near_[v] & set;
    }
    return seen == set;
  }
  [[nodiscard]] Levels price(std::uint32_t set) const {
    std::int64_t h = 0, score = 0, split = 0;
    for (std::size_t v = 0; v < n_; ++v)
      if (set >> v & 1) h += problem_.households[v];
    for (const AtomEdge& e : problem_.edges)
      if ((set >> e.a & 1) && (set >> e.b & 1)) score += e.together_cost - e.apart_cost;
    const bool deviation = problem_.count == GridCount::target || problem_.count == GridCount::fixed;
    if (deviation) score += deviation_cost(h, problem_.target_households);
    if (problem_.compounds != CompoundRule::ignore)
      for (std::int32_t c = 0; c < static_cast<std::int32_t>(n_) && !problem_.compound.empty(); ++c) split += split_price(set, c);
    const std::int64_t out = std::max<std::int64_t>({0, problem_.min_households - h, h - problem_.max_households});
    return {out, split, problem_.count == GridCount::fewest ? 1 : problem_.count == GridCount::most ? -1 : 0, score};
  }
  /// The grid with a compound's first atom pays when it does not hold the rest.
  [[nodiscard]] std::int64_t split_price(std::uint32_t set, std::int32_t compound) const {
    std::uint32_t members = 0;
    std::int64_t size = 0;
    for (std::size_t v = 0; v < n_; ++v)
      if (problem_.compound[v] == compound) {
        members |= 1U << v;
        size += problem_.households[v];
      }
    if (members == 0 || size > problem_.max_households) return 0;
    return (set & members & (~members + 1)) && (set & members) != members ? size : 0;
  }

  const DivisionProblem& problem_;
  std::size_t n_;
  std::vector<char> connected_;
  std::vector<std::uint32_t> near_;
  std::vector<Levels> price_;
  std::int64_t all_apart_ = 0;
};

/// Random worlds: atoms on a jittered lattice, neighbours joined, some borders that do not connect or that cost less than
/// nothing.
struct WorldOptions {
  int width = 3, height = 3;
  double mean = 120;       ///< households of an atom
  double empty = 0.15;     ///< share of atoms without households
  double cut_off = 0.1;    ///< share of borders that do not connect
  double missing = 0.1;    ///< share of borders left out
  double soft = 0.15;      ///< share of borders with a together_cost, often above the apart_cost
  double compounds = 0.0;  ///< share of borders whose ends become one compound
};

inline DivisionProblem random_world(const WorldOptions& o, Random& random) {
  DivisionProblem p;
  const int n = o.width * o.height;
  for (int i = 0; i < n; ++i)
    p.households.push_back(random.chance(o.empty) ? 0 : static_cast<std::int32_t>(random.lognormal(o.mean, 0.5)));
  const auto join = [&](int a, int b) {
    if (random.chance(o.missing)) return;
    AtomEdge e{a, b, static_cast<Cost>(random.uniform(0, 8e6)), 0, !random.chance(o.cut_off)};
    if (random.chance(o.soft)) e.together_cost = static_cast<Cost>(random.uniform(0, 12e6));
    p.edges.push_back(e);
  };
  for (int a = 0; a < n; ++a) {  // partners ascend, so edges come out sorted
    const int x = a % o.width;
    if (x + 1 < o.width) join(a, a + 1);
    if (x > 0 && a + o.width - 1 < n && random.chance(0.3)) join(a, a + o.width - 1);
    if (a + o.width < n) join(a, a + o.width);
    if (x + 1 < o.width && a + o.width + 1 < n && random.chance(0.3)) join(a, a + o.width + 1);
  }
  if (o.compounds > 0) {
    p.compound.assign(static_cast<std::size_t>(n), -1);
    std::int32_t next = 0;
    for (const AtomEdge& e : p.edges) {
      if (!random.chance(o.compounds)) continue;
      auto& a = p.compound[static_cast<std::size_t>(e.a)];
      auto& b = p.compound[static_cast<std::size_t>(e.b)];
      if (a < 0 && b < 0)
        a = b = next++;
      else if (a >= 0 && b < 0)
        b = a;
    }
  }
  return p;
}

}  // namespace wangge::test
