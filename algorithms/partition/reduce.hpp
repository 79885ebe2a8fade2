/// From the caller's atoms to the nodes that the solvers see, and back.
///
/// Contracted are: must-links and compounds, each connected piece by itself (pieces of one compound that do not touch become
/// a SideRules::Group, so that a node is always truly connected). Locked atoms are left out altogether.
/// Safe merges (partition notes, rule A): when removing a node leaves a component with fewer households than the minimum,
/// that component can only share the node's grid; merged only on request, because it presumes every grid in range.
#pragma once

#include <vector>

#include "algorithms/partition/part_graph.hpp"

namespace wangge::partition {

/// How compounds are treated in one attempt.
struct CompoundPlan {
  std::vector<char> whole;   ///< by compound: contract it
  std::vector<char> closed;  ///< by compound: too large; its pieces hold nothing else
  std::vector<char> soft;    ///< by compound: splitting it costs, but is allowed
};

struct Reduction {
  std::vector<std::int32_t> node_of;  ///< by atom; -1 = locked
  PartGraph graph;                    ///< all nodes; may be disconnected
  Cost constant = 0;                  ///< score of edges whose fate is decided, together_cost of all others
};

/// Weights of the levels, largest first, so that sums of prices order plans as the levels do.
struct LevelWeights {
  Cost score_range = 0;  ///< no two plans in range differ by more at level 3
  Cost split = 0;        ///< of a household in a split compound
  Cost out = 0;          ///< of a household out of range
  Cost hard = 0;         ///< of a household moved beyond the budget; a broken must- or cannot-link counts max_households
};
[[nodiscard]] LevelWeights level_weights(const DivisionProblem& problem);
[[nodiscard]] GridCosts grid_costs(const DivisionProblem& problem, const LevelWeights& weights);

/// By atom: number of its connected part; a locked grid is a part of its own.
[[nodiscard]] std::vector<std::int32_t> part_of_atoms(const DivisionProblem& problem);

/// O(atoms + edges), nearly.
[[nodiscard]] Reduction reduce(const DivisionProblem& problem, const CompoundPlan& compounds, const LevelWeights& weights);

/// A part with the place of its nodes in the graph that it was taken from.
struct ConnectedPart {
  PartGraph graph;  ///< with the side rules that concern it alone
  std::vector<std::int32_t> nodes;
};
/// Components by `connects` edges, in order of their first node. Edges between components are always cut: their price is
/// added to `constant`.
[[nodiscard]] std::vector<ConnectedPart> connected_parts(const PartGraph& graph, Cost& constant);

}  // namespace wangge::partition
