/// Search on several levels: joins nodes until few are left, divides those, and moves borders while the joints open again.
/// Later cycles join only inside the grids of the plan at hand and divide windows of it anew on the small graph (iterated
/// V-cycles: Walshaw 2004). Never makes the plan worse. Only counted work limits it.
#pragma once

#include "algorithms/partition/part_graph.hpp"
#include "algorithms/partition/tree_partition.hpp"
#include "core/run_context.hpp"

namespace wangge::partition {

struct MultilevelLimits {
  std::int32_t cycles = 4;
  double effort = 1.0;          ///< scales trees, windows and border moves
  bool first_in_range = false;  ///< ends with the first plan that breaks no rule
};

/// `start`: a plan to go on from (dense labels, connected grids), or empty.
[[nodiscard]] Labels multilevel_plan(const PartGraph& graph, const GridCosts& costs, const MultilevelLimits& limits,
                                     const Labels& start, TreePartitioner& partitioner, Random& random, const RunContext& run);

}  // namespace wangge::partition
