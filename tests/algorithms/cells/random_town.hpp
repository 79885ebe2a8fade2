/// Small random towns for property tests of the stages: communities in a row, buildings of awkward shapes, walls and barriers.
#pragma once

#include <cstdint>

#include "core/city.hpp"

namespace wangge {

/// Equal seeds give equal towns. Buildings may overlap, repeat, touch, stand on borders and barriers, or be mere points.
[[nodiscard]] City random_town(std::uint64_t seed);

}  // namespace wangge
