/// 多网合一: several old functional layers merged into one starting plan, which the division then follows.
/// Rules
///  - the pieces are what no layer cuts: buildings of a community that lie in the same old grid of every layer. A compound
///    to be kept whole that fits under the maximum is one piece; an exclusive unit is a grid of its own;
///  - they are joined by agreement of the layers (join_by_agreement.hpp), never over the maximum;
///  - a grid of the starting plan keeps the code of the grid of the first layer most of whose households it holds, where the
///    code rule would spell it so for its community; the others get numbers that no grid of any layer has borne.
#pragma once

#include "core/city.hpp"

namespace wangge {

/// Sets the old grids of the buildings to those of the starting plan, and `previous_is_merged`. Nothing is done without
/// functional layers, or where the project names a plan in force: the layers then only serve the crosswalk.
/// @param city  as prepare_city left it.
[[nodiscard]] City merge_layers(City city);

}  // namespace wangge
