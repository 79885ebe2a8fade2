/// Small lattices and enumeration of their sets: what diagrams, cuts and filters are compared with.
#pragma once

#include <algorithm>
#include <bit>
#include <vector>

#include "algorithms/partition/part_graph.hpp"
#include "core/random.hpp"

namespace wangge::small_graphs {

using namespace wangge::partition;

inline std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// A lattice of `width` times `height` nodes, some diagonals, whole prices.
/// `empty` in ten nodes have no households.
inline PartGraph lattice(std::int32_t width, std::int32_t height, std::int32_t mean, Random& random, std::uint64_t empty = 0) {
  PartGraph graph;
  const std::int32_t n = width * height;
  std::vector<std::vector<PartEdge>> around(at(n));
  const auto join = [&](std::int32_t a, std::int32_t b) {
    const auto cut = static_cast<Cost>(500'000 + random.below(4'000'000));
    const bool connects = random.below(12) > 0;
    around[at(a)].push_back({b, connects, cut, cut});
    around[at(b)].push_back({a, connects, cut, cut});
  };
  for (std::int32_t v = 0; v < n; ++v) {
    graph.households.push_back(static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(2 * mean))));
    if (empty > 0 && random.below(10) < empty) graph.households.back() = 0;
    if (v % width + 1 < width) join(v, v + 1);
    if (v + width < n) join(v, v + width);
    if (v % width + 1 < width && v + width + 1 < n && random.below(3) == 0) join(v, v + width + 1);
  }
  graph.offset.push_back(0);
  for (const auto& edges : around) {
    graph.edges.insert(graph.edges.end(), edges.begin(), edges.end());
    graph.offset.push_back(static_cast<std::int32_t>(graph.edges.size()));
  }
  return graph;
}

inline GridCosts costs_for(const PartGraph& graph) {
  GridCosts costs;
  costs.out_weight = 1'000'000'000;
  costs.fill(graph.total());
  return costs;
}

inline std::vector<std::int32_t> nodes_of(std::uint32_t set) {
  std::vector<std::int32_t> out;
  for (; set != 0; set &= set - 1) out.push_back(std::countr_zero(set));
  return out;
}

inline std::uint32_t piece_of(const PartGraph& graph, std::uint32_t set) {
  std::uint32_t piece = set & (~set + 1);
  for (std::uint32_t wave = piece; wave != 0;) {
    std::uint32_t next = 0;
    for (const std::int32_t v : nodes_of(wave))
      for (const PartEdge& e : graph.around(v))
        if (e.connects) next |= 1U << e.to;
    wave = next & set & ~piece;
    piece |= wave;
  }
  return piece;
}

inline std::int64_t weight(const PartGraph& graph, std::uint32_t set) {
  std::int64_t h = 0;
  for (const std::int32_t v : nodes_of(set)) h += graph.households[at(v)];
  return h;
}

inline bool usable(const PartGraph& graph, const GridCosts& costs, std::uint32_t set, std::int64_t k) {
  std::uint32_t rest = ((1U << graph.size()) - 1) & ~set;
  std::int64_t fewest = 0, most = 0;
  while (rest != 0) {
    const std::uint32_t piece = piece_of(graph, rest);
    const std::int64_t h = weight(graph, piece);
    if (h == 0 || !costs.reachable(h)) return false;
    fewest += costs.fewest(h);
    most += costs.most(h);
    rest &= ~piece;
  }
  return fewest <= k - 1 && k - 1 <= most;
}

}  // namespace wangge::small_graphs
