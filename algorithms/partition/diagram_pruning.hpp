/// What both diagrams of connected sets are put through once built: arcs on no path in range go, states of equal futures join.
#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/partition/set_diagram.hpp"

namespace wangge::partition {

/// By state: households of the lightest and the heaviest way there.
struct StateRanges {
  std::vector<std::int64_t> lightest, heaviest;
};

/// Drops arcs on no path in range and states without arcs; renumbers.
void prune_diagram(const PartGraph& graph, const GridCosts& costs, const StateRanges& range, SetDiagram& diagram);

/// Joins states of one layer whose arcs lead to the same states at the same cost, from the last layer to the first.
void join_equal_states(SetDiagram& diagram);

}  // namespace wangge::partition
