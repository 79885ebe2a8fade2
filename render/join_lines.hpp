/// Joins pieces of a street or river that meet end to end, so that names and dashes run on over them.
/// Guarantees: no point is moved; pieces join where their ends meet (to 1 cm), each with the straightest continuation, never
/// round corners sharper than 75 degrees; deterministic. Units: those of the input.
#pragma once

#include "core/geometry.hpp"

namespace wangge {

[[nodiscard]] MultiPolyline join_lines(const MultiPolyline& pieces);

}  // namespace wangge
