/// The streets a centre reaches, cut where the radius ends.
/// Guarantees: every point of the lines is within the radius on foot and every point of the network within it is on them;
/// neighbouring stretches of one line come as one polyline, in the order of the input.
/// Units: metres. Cost: O(arcs reached), and a bit for every arc there is.
#pragma once

#include "algorithms/reach/walking_distances.hpp"

namespace wangge {

/// `search` must have run with a limit >= radius.
[[nodiscard]] MultiPolyline lines_within(const WalkGraph& graph, const BoundedSearch& search, double radius);

}  // namespace wangge
