/// Whether what a grid leaves can still be divided: every piece of the rest needs a total that some number of grids can hold.
///
/// Most connected sets strand a piece (notes on partition, part 2: on one city the median list falls from 160 sets to 28), and
/// the master programme is the tighter without them. O(nodes + edges) a set, mostly in words of 64 nodes.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "algorithms/partition/part_graph.hpp"

namespace wangge::partition {

class ComplementFilter {
 public:
  ComplementFilter(const PartGraph& graph, const GridCosts& costs);

  /// How many further grids the rest can make: none when `fewest > most`.
  struct Rest {
    std::int64_t fewest = 1, most = 0;
    [[nodiscard]] bool holds(std::int64_t grids) const { return fewest <= grids && grids <= most; }
  };
  [[nodiscard]] Rest rest_of(std::span<const std::int32_t> nodes);

 private:
  [[nodiscard]] Rest rest_of_word(std::span<const std::int32_t> nodes) const;
  [[nodiscard]] std::int64_t take_piece();

  const PartGraph& graph_;
  const GridCosts& costs_;
  std::size_t words_;
  std::vector<std::uint64_t> beside_;       ///< by node: its neighbours
  std::vector<std::uint64_t> open_, wave_;  ///< nodes of the rest not yet in a piece; to be looked at
};

}  // namespace wangge::partition
