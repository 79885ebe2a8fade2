/// A graph whose nodes are joined: the same plans at the same price as long as joined nodes share a grid. Edges add up, side
/// rules are carried over. O(nodes + edges).
#pragma once

#include <span>
#include <vector>

#include "algorithms/partition/part_graph.hpp"

namespace wangge::partition {

struct Contraction {
  PartGraph graph;
  std::vector<std::int32_t> joined_into;  ///< by node of the larger graph; numbers in order of first appearance
};

/// `leader`: by node, nodes with equal number are joined; they should hang together through `connects` edges.
[[nodiscard]] Contraction contract(const PartGraph& graph, std::span<const std::int32_t> leader);

/// The plan of the larger graph that a plan of the joined one means, and back (`label` must be one number a joint).
[[nodiscard]] Labels expand(const Contraction& joined, std::span<const std::int32_t> label);
[[nodiscard]] Labels project(const Contraction& joined, std::span<const std::int32_t> label);

}  // namespace wangge::partition
