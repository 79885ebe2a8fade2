/// Safe merges (partition notes, rule A): when removing a node leaves a component with fewer households than the minimum, that
/// component can only share the node's grid. Presumes that every grid is in range. Graphs with side rules stay as they are:
/// the rules name nodes.
#pragma once

#include "algorithms/partition/contract.hpp"

namespace wangge::partition {

/// Connected graph. O(nodes + edges) but for rare cases.
[[nodiscard]] Contraction merge_stranded(const PartGraph& graph, const GridCosts& costs);

}  // namespace wangge::partition
