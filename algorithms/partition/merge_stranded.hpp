/// Safe merges (partition notes, rule A): when removing a node leaves a component with fewer households than the minimum, that
/// component can only share the node's grid. Presumes that every grid is in range. Graphs with side rules stay as they are:
/// the rules name nodes.
#pragma once

#include <optional>

#include "algorithms/partition/contract.hpp"

namespace wangge::partition {

/// A part as the solver sees it. Where nothing is merged, most often, it is the graph itself, which has to outlive this.
class MergedPart {
 public:
  /// Connected graph. O(nodes + edges) but for rare cases.
  MergedPart(const PartGraph& whole, const GridCosts& costs);
  [[nodiscard]] const PartGraph& graph() const { return joined_ ? joined_->graph : whole_; }
  /// The plan of the whole that one of `graph` means, and back.
  [[nodiscard]] Labels expand(const Labels& label) const { return joined_ ? partition::expand(*joined_, label) : label; }
  [[nodiscard]] Labels project(const Labels& label) const { return joined_ ? partition::project(*joined_, label) : label; }

 private:
  const PartGraph& whole_;
  std::optional<Contraction> joined_;
};

}  // namespace wangge::partition
