/// The diagram of connected sets (set_diagram.hpp) without those that strand a piece of the rest.
///
/// States know the components of the rest as they know those of the set, and the households of each, up to where every total can
/// be divided into grids. A component of the rest that closes with a total that no number of grids holds ends the set: a plan
/// cannot use it. Most sets of a graph of compounds strand something, so that prices over this diagram are far nearer to plans.
/// States of equal futures are joined at the end. Households are looked at in buckets, if asked for: then some stranding sets
/// stay.
#pragma once

#include "algorithms/partition/set_diagram.hpp"

namespace wangge::partition {

struct TwoSidedLimits {
  std::size_t states = 1'000'000;  ///< while it is built
  std::int32_t bucket = 1;         ///< households of a bucket
  const RunContext* run = nullptr;
};

/// `order`: layers, as in the one-sided diagram of the same graph. False: a limit was passed. A frontier of up to 15 nodes.
/// `work` grows by the states made.
[[nodiscard]] bool build_two_sided(const PartGraph& graph, const GridCosts& costs, std::vector<std::int32_t> order,
                                   const TwoSidedLimits& limits, SetDiagram& diagram, std::int64_t& work);

/// `diagram`, one-sided, becomes the two-sided one, with as much of the households as `states` allow, or stays. Returns the work.
std::int64_t without_stranding_sets(const PartGraph& graph, const GridCosts& costs, std::size_t states, const RunContext& run,
                                    SetDiagram& diagram);

}  // namespace wangge::partition
