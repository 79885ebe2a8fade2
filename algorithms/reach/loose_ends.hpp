/// Ends of walking lines that stop just short of another line: drawn to meet it, and not joined.
/// Lines join only where they share a node, so such an end leads nowhere; a hair's breadth can cost a walk of a kilometre.
/// Guarantees: ends of one line alone that lie within `kLooseEnd` of a line which does not share their node, by node.
/// Bridges and tunnels do not count: what they pass is not theirs to meet. Units: metres. Cost: one query an end.
#pragma once

#include <vector>

#include "algorithms/reach/snap_to_network.hpp"
#include "core/city.hpp"

namespace wangge {

inline constexpr double kLooseEnd = 0.5;
[[nodiscard]] std::vector<Point> loose_ends(const City& city, const WalkGraph& graph, const NetworkSnapper& snapper);

}  // namespace wangge
