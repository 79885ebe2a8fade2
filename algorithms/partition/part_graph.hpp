/// The graph that the solvers of this folder work on: contracted atoms ("nodes"), one price an edge, one price a grid.
///
/// Shapes: compressed rows, both directions of an edge stored. Units: households, micro-points (core/division.hpp).
/// Nothing here knows atoms, compounds or labels of the caller; reduce.hpp translates.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "core/division.hpp"

namespace wangge::partition {

/// Half of an undirected edge.
struct PartEdge {
  std::int32_t to = -1;
  bool connects = true;
  Cost cut = 0;    ///< apart_cost - together_cost, may be negative: what separating the ends adds
  Cost guide = 0;  ///< price used to choose candidates (cut, dearer between nodes of one old grid); never reported
};

/// Rules that are not sums over grids or edges. Most problems have none; the heuristics check them, the proof filters by them.
struct SideRules {
  struct Group {
    std::vector<std::int32_t> nodes;  ///< should lie in one grid
    Cost weight = 0;                  ///< price when they do not
    bool hard = true;                 ///< false: only steers the search, the exact method does not look at it
  };
  struct Old {
    std::int32_t node = -1, old = -1, households = 0;
  };
  struct Limit {
    std::vector<std::int64_t> amount;  ///< by node
    std::int64_t most = 0;             ///< of a grid
  };
  std::vector<Group> together;
  std::vector<Limit> limits;
  Cost limit_weight = 0;                                      ///< price of each unit beyond a limit
  std::vector<std::pair<std::int32_t, std::int32_t>> cannot;  ///< nodes that must not share a grid
  Cost cannot_weight = 0;
  std::vector<Old> old;          ///< households of a node that lay in an old grid
  std::int32_t olds = 0;         ///< old grids are numbered [0, olds)
  std::int64_t may_move = 0;     ///< households that may leave the heir of their old grid
  Cost move_weight = 0;          ///< price of each household beyond
  std::int32_t fixed_grids = 0;  ///< 0 = free
  Cost count_weight = 0;         ///< price of each grid more or less than fixed_grids

  [[nodiscard]] bool empty() const {
    return together.empty() && limits.empty() && cannot.empty() && old.empty() && fixed_grids == 0;
  }
};

struct PartGraph {
  std::vector<std::int32_t> households;  ///< n
  std::vector<std::int32_t> offset;      ///< n + 1
  std::vector<PartEdge> edges;           ///< of node v: [offset[v], offset[v + 1])
  SideRules side;

  [[nodiscard]] std::int32_t size() const { return static_cast<std::int32_t>(households.size()); }
  [[nodiscard]] std::span<const PartEdge> around(std::int32_t v) const {
    const auto i = static_cast<std::size_t>(v);
    return {edges.data() + offset[i], static_cast<std::size_t>(offset[i + 1] - offset[i])};
  }
  [[nodiscard]] std::int64_t total() const;
};

/// Price of one grid: score of its households, plus a price for every household out of range that no score can outweigh.
struct GridCosts {
  std::int32_t min_households = 300, max_households = 500, target_households = 400;
  bool deviation = true;    ///< the score counts (households - target)^2 / target
  Cost per_grid = 0;        ///< positive: fewest grids first, negative: most
  Cost out_weight = 0;      ///< of one household out of range
  std::vector<Cost> table;  ///< by households, filled by `fill`

  void fill(std::int64_t up_to);
  [[nodiscard]] Cost compute(std::int64_t h) const;
  [[nodiscard]] Cost of(std::int64_t h) const {
    return h < static_cast<std::int64_t>(table.size()) ? table[static_cast<std::size_t>(h)] : compute(h);
  }
  [[nodiscard]] std::int64_t out(std::int64_t h) const {
    return h < min_households ? min_households - h : h > max_households ? h - max_households : 0;
  }
  /// Some number of grids in range has this total.
  [[nodiscard]] bool reachable(std::int64_t h) const { return fewest(h) <= most(h); }
  [[nodiscard]] std::int64_t fewest(std::int64_t h) const {
    return max_households > 0 && h > 0 ? (h + max_households - 1) / max_households : 1;
  }
  [[nodiscard]] std::int64_t most(std::int64_t h) const { return min_households > 0 ? h / min_households : h + 1; }
};

using Labels = std::vector<std::int32_t>;

/// Subgraph of `nodes` (distinct), node i of the answer is nodes[i]. Side rules are dropped. O(sum of degrees);
/// `scratch` must have graph.size() entries of -1 and is returned so.
[[nodiscard]] PartGraph induce(const PartGraph& graph, std::span<const std::int32_t> nodes, std::vector<std::int32_t>& scratch);
/// The same into `out`, whose memory is used again.
void induce(const PartGraph& graph, std::span<const std::int32_t> nodes, std::vector<std::int32_t>& scratch, PartGraph& out);
/// Households of every label.
[[nodiscard]] std::vector<std::int64_t> totals(const PartGraph& graph, std::span<const std::int32_t> label);
/// Price of the edges between grids.
[[nodiscard]] Cost cut_cost(const PartGraph& graph, std::span<const std::int32_t> label);
/// Price of a plan without side rules; O(nodes + edges).
[[nodiscard]] Cost plan_cost(const PartGraph& graph, const GridCosts& costs, std::span<const std::int32_t> label);
/// Price of violated side rules, 0 when there are none.
[[nodiscard]] Cost side_cost(const PartGraph& graph, std::span<const std::int32_t> label);
/// Every grid in range, no side rule violated.
[[nodiscard]] bool breaks_no_rule(const PartGraph& graph, const GridCosts& costs, std::span<const std::int32_t> label);
/// Renumbers labels in order of first appearance; the number of labels.
std::int32_t renumber(Labels& label);
/// The same with memory for one number a label.
std::int32_t renumber(Labels& label, Labels& next);
/// True when every label is connected through `connects` edges.
[[nodiscard]] bool all_connected(const PartGraph& graph, std::span<const std::int32_t> label);

}  // namespace wangge::partition
