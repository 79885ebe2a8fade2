/// Decision diagram of all connected node sets that may form a grid in range.
///
/// Frontier method (as Simpath and its successors: Knuth 2011; Kawahara, Inoue, Iwashita & Minato 2017): nodes of the graph are
/// decided one after the other, in or out; a state is what the frontier (decided nodes with undecided neighbours) tells:
/// out, or the number of its component. Paths from the root to `done` are exactly the connected sets; the weight of a set is
/// NOT part of the state, so zero-household nodes do no harm. A path's cost is the sum of its arcs = price of all edges that
/// leave the set, a whole number of micro-points held in a double (exact below 2^53).
/// Size: exponential in the frontier's width only: 1e2..1e4 states up to width 9, a million at about 13.
#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/partition/part_graph.hpp"
#include "core/run_context.hpp"

namespace wangge::partition {

struct SetDiagram {
  static constexpr std::uint32_t dead = 0, done = 1;  ///< the two ends; real states follow, layer by layer
  std::vector<std::int32_t> order;                    ///< layer -> graph node decided there
  std::vector<std::uint32_t> layer_begin;             ///< states of layer i: [layer_begin[i], layer_begin[i + 1])
  std::vector<std::uint32_t> child_out, child_in;     ///< by state
  std::vector<double> cost_out, cost_in;              ///< by state: edges between the decided node and the frontier that are cut

  [[nodiscard]] std::uint32_t root() const { return 2; }
  [[nodiscard]] std::size_t states() const { return child_out.size(); }
  [[nodiscard]] bool empty() const { return states() <= 2; }
};

struct DiagramLimits {
  std::size_t states = 20'000;
  std::int32_t starts = 16;         ///< orders tried
  const RunContext* run = nullptr;  ///< a stop counts as a limit passed
};

/// False when a limit was passed. An empty diagram (and true) means: no connected set is in range.
[[nodiscard]] bool build_diagram(const PartGraph& graph, const GridCosts& costs, const DiagramLimits& limits,
                                 SetDiagram& diagram);

/// Order with a small frontier: greedy from several starts, least sum of 2.6^width. `work` is the most that this sum may be, and
/// becomes it; empty when every order exceeds it.
[[nodiscard]] std::vector<std::int32_t> frontier_order(const PartGraph& graph, std::int32_t starts, double& work,
                                                       std::int32_t& width);

}  // namespace wangge::partition
