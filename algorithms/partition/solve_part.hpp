/// One connected part: heuristic plan, then proof where that is cheap (or asked for).
#pragma once

#include "algorithms/partition/part_graph.hpp"
#include "core/run_context.hpp"

namespace wangge::partition {

struct PartLimits {
  double effort = 1.0;            ///< scales heuristic work
  std::int64_t proof = 0;         ///< work of the exact method (ProveLimits::work); 0: only what a short list of sets settles;
                                  ///< less: nothing where a plan in range is gone on from
  std::int64_t windows = 0;       ///< work of exact windows
  bool prove = false;             ///< large diagrams and lists, memory up to about 1 GB
  double gap = 0.0;               ///< a bound within this share of the score is enough
  std::int32_t more_cycles = 0;   ///< of search, from the plan to go on from
  bool only_feasibility = false;  ///< stop at the first plan in range or at the proof that there is none
  bool light = false;             ///< the plan only shows which treatment is best
  bool mend = false;              ///< search from a plan that is out of range, too
};

struct PartAnswer {
  Labels label;             ///< dense, by node
  Cost cost = 0;            ///< plan_cost + side_cost
  Cost lower = 0;           ///< of cost among plans in range without broken side rules
  bool in_range = false;    ///< every grid in range and no side rule broken
  bool optimal = false;     ///< in_range and proven best
  bool impossible = false;  ///< proven: no plan in range
  std::int64_t work = 0;    ///< spent on windows and proofs, in units of ProveLimits::work
};

/// `start`: a plan to improve instead of searching for one (dense labels, connected grids), or empty.
[[nodiscard]] PartAnswer solve_part(const PartGraph& graph, const GridCosts& costs, const PartLimits& limits, const Labels& start,
                                    const RunContext& run);

}  // namespace wangge::partition
