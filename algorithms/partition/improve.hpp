/// Local search on a plan of one connected part.
///
/// A window of 2-5 neighbouring grids is divided anew along a random spanning tree (tree_partition.hpp; the number of grids
/// is free), polished by moving single boundary nodes, and kept when the exact price does not rise (or rises little, early:
/// annealing). Grids stay connected at every step. Only `work` limits the search, so results do not depend on the clock.
#pragma once

#include "algorithms/partition/part_graph.hpp"
#include "algorithms/partition/tree_partition.hpp"
#include "core/run_context.hpp"

namespace wangge::partition {

struct SearchLimits {
  std::int64_t work = 2'000'000;  ///< elementary steps, about 1e8..3e8 a second
  std::int64_t rounds = 1'000;    ///< windows at most
};

/// Splits or merges grids, cheapest first, until there are `grids` of them or it cannot be done.
void adjust_count(const PartGraph& graph, const GridCosts& costs, std::int32_t grids, TreePartitioner& partitioner,
                  Random& random, Labels& label);

/// Divides grids until no two nodes that must not share one do.
void part_forbidden(const PartGraph& graph, const GridCosts& costs, TreePartitioner& partitioner, Random& random, Labels& label);

/// The plan in force: connected pieces of the old grids; nodes that had none join a neighbour.
[[nodiscard]] Labels previous_plan(const PartGraph& graph);

/// Best of `trees` whole-graph partitions, polished. Connected graph, any size.
[[nodiscard]] Labels feasible_start(const PartGraph& graph, const GridCosts& costs, std::int32_t trees,
                                    TreePartitioner& partitioner, Random& random);

/// Improves `label` in place; never returns a plan of higher price (side rules included). Returns the price.
Cost improve(const PartGraph& graph, const GridCosts& costs, const SearchLimits& limits, TreePartitioner& partitioner,
             Random& random, const RunContext& run, Labels& label);

/// A random set of neighbouring grids, at least one, at most `count`, that starts with `first`. Labels in draw order.
[[nodiscard]] std::vector<std::int32_t> draw_window(const PartGraph& graph, const std::vector<std::vector<std::int32_t>>& members,
                                                    std::span<const std::int32_t> label, std::int32_t first, std::int32_t count,
                                                    Random& random);

}  // namespace wangge::partition
