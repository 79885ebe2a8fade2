/// 多网合一对照: which old grids of the functional layers went into which grids of a plan.
#pragma once

#include <cstdint>
#include <vector>

#include "core/city.hpp"
#include "core/plan.hpp"

namespace wangge {

/// Rows by layer, old code, grid; buildings in no old grid of a layer have rows with an empty old code, so that every layer
/// counts all buildings of the plan exactly once. Empty without functional layers.
[[nodiscard]] std::vector<LayerLink> layer_crosswalk(const City& city, const std::vector<std::int32_t>& grid_of_building);

}  // namespace wangge
