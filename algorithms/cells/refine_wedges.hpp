/// Puts vertices on free land where the triangulation is too coarse to see who is nearest: where a border is assumed between two
/// labels, or land of one label, although a wall of a third is nearer by more than the tolerance.
#pragma once

#include <vector>

#include "algorithms/cells/land_wedges.hpp"

namespace wangge {

/// `triangles` are whole enclosures with wedges made and spread; those that are added are appended.
/// @cost about one vertex a building, each a local insertion (bench/cells_bench).
void refine_wedges(Arrangement& arrangement, LandWedges& wedges, std::vector<std::int32_t>& triangles);

}  // namespace wangge
