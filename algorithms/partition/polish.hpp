/// Moves single border nodes as long as that lowers the price: the last step of every plan that is drawn.
#pragma once

#include <span>
#include <vector>

#include "algorithms/partition/cut_check.hpp"
#include "algorithms/partition/part_graph.hpp"

namespace wangge::partition {

/// Owns the memory that it needs: one object a search, for graphs of any size.
class Polisher {
 public:
  /// Moves single border nodes to a neighbouring grid while that lowers the price; ignores side rules. Labels in [0, n).
  /// Returns the fall of the price. O(edges) a pass, few passes.
  Cost polish(const PartGraph& graph, const GridCosts& costs, Labels& label);
  /// plan_cost of the labels.
  [[nodiscard]] Cost cost(const PartGraph& graph, const GridCosts& costs, std::span<const std::int32_t> label);

 private:
  struct Pull {
    Cost cut = 0;  ///< price of the edges to it
    bool touched = false, connects = false;
  };
  void count_households(const PartGraph& graph, std::span<const std::int32_t> label);

  std::vector<std::int64_t> sum_;     ///< households by grid
  std::vector<std::int32_t> count_;   ///< nodes by grid
  std::vector<Pull> pull_;            ///< by grid, of the node at hand
  std::vector<std::int32_t> beside_;  ///< grids beside the node, in order of its edges
  CutCheck check_{0};
};

}  // namespace wangge::partition
