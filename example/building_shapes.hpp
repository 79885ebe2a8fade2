/// Outlines of buildings in the frame of their block.
/// Guarantees: every outline lies inside the given box and is simple and counter-clockwise; parts of one podium house
/// share whole edges.
/// Source of the shares of corners and of rectangularity: measured footprints of Beijing.
#pragma once

#include <utility>

#include "core/random.hpp"
#include "example/block_geometry.hpp"

namespace wangge::example {

/// A slab; one in three with a step of 1-3 m in the north front.
[[nodiscard]] Ring slab_shape(const Box& box, Random& random);
/// A plus or butterfly tower.
[[nodiscard]] Ring tower_shape(const Box& box, Random& random);
/// L or U shape of schools, offices, yards.
[[nodiscard]] Ring wing_shape(const Box& box, Random& random);
/// The outline turned about the middle of its box and shrunk until it fits the box again.
[[nodiscard]] Ring twisted(const Ring& outline, const Box& box, double angle);
/// Tower on the south-west or south-east corner and the podium around it (L-shaped).
[[nodiscard]] std::pair<Ring, Ring> tower_and_podium(const Box& box, double tower_width, double tower_depth, bool west);

}  // namespace wangge::example
