/// Exact division of one connected part with every grid in range: the best plan and its proof, or the proof that none exists.
///
/// Column generation over the decision diagram of all connected sets, one number of grids k after the other (set partitioning
/// as Mehrotra, Johnson & Nemhauser 1998): every priced dual vector pi bounds all k at once, L_k = sum pi + k * least reduced
/// cost. What the bound leaves open is listed (sets within the gap) and covered exactly. All bounds are whole numbers computed
/// without rounding. A valid plan only speeds it up; nothing is assumed of it.
/// Effort is counted, not timed; every limit that strikes leaves a valid lower bound.
#pragma once

#include "algorithms/partition/part_graph.hpp"
#include "core/run_context.hpp"

namespace wangge::partition {

struct ProveLimits {
  std::size_t states = 30'000;   ///< of the diagram
  std::int32_t starts = 12;      ///< frontier orders tried
  std::size_t two_sided = 0;     ///< states of the diagram that knows what a set strands; 0: none is tried
  std::size_t labels = 400'000;  ///< in one pricing
  std::size_t columns = 6'000;   ///< in one exact cover
  std::int64_t cover_nodes = 200'000;
  std::int64_t work = 20'000'000;  ///< in all: labels, table entries, simplex entries (weighted)
  bool listing_only = false;       ///< one pricing and one list: closes small parts in well under a millisecond
  double gap = 0.0;                ///< stop when proven within this share
};

struct ProveAnswer {
  bool ran = false;       ///< false: the diagram was too large, nothing is known
  bool closed = false;    ///< `label` is best, or (label empty) no plan in range exists
  Labels label;           ///< best plan known; the one given, unless a better was found
  std::int64_t work = 0;  ///< spent, in units of ProveLimits::work
  Cost cost = 0;          ///< of label
  Cost lower = 0;         ///< of plan_cost of any plan in range that obeys groups, limits and cannot-links
};

/// `start`: a plan in range that obeys the side rules, or empty. The graph is connected. Change budgets are not looked at.
[[nodiscard]] ProveAnswer prove_part(const PartGraph& graph, const GridCosts& costs, const Labels& start,
                                     const ProveLimits& limits, const RunContext& run);

}  // namespace wangge::partition
