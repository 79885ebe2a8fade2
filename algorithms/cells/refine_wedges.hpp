/// Puts vertices on free land, and on the lines that bound it, where the triangulation is too coarse to see who is nearest: where
/// a border is assumed between two labels, or land of one label, although a wall of a third is nearer by more than the tolerance.
/// Where two triangles do as one (open_faces.hpp), their edge is opened instead.
#pragma once

#include <functional>
#include <vector>

#include "algorithms/cells/land_wedges.hpp"

namespace wangge {

/// May the line along this half-edge, behind which no land flows, get new vertices?
using MaySplit = std::function<bool(std::int32_t h)>;

/// `triangles` are whole enclosures with wedges made and spread; those that are added are appended, but for those that splitting
/// a line adds behind it where no wedges are.
/// @cost one or two vertices a building, each a local insertion (bench/cells_bench).
void refine_wedges(Arrangement& arrangement, LandWedges& wedges, const MaySplit& may_split, std::vector<std::int32_t>& triangles);

}  // namespace wangge
