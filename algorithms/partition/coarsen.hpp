/// Joins neighbouring nodes to a smaller graph of the same kind, for search on several levels (Karypis & Kumar 1998; Sanders &
/// Schulz 2011). A plan of the small graph is a plan of the large one at the same price: edges add up, side rules are carried
/// over, joined nodes are connected.
#pragma once

#include "algorithms/partition/contract.hpp"
#include "core/random.hpp"

namespace wangge::partition {

/// Nodes join the neighbour behind the dearest border for their households, up to `heaviest` households and `most` nodes a
/// joint; with `label` only inside one grid. O(edges), in random order.
[[nodiscard]] Contraction coarsen(const PartGraph& graph, std::int64_t heaviest, std::int32_t most,
                                  std::span<const std::int32_t> label, Random& random);

}  // namespace wangge::partition
