/// Geometry from well-known binary, both byte orders, Z and M dropped; ISO and older numbering of types.
#pragma once

#include <cstddef>
#include <cstdint>

#include "io/source_shape.hpp"

namespace wangge {

/// False when the bytes hold a kind not known here (curves, surfaces) or end too early.
[[nodiscard]] bool shape_from_wkb(const std::uint8_t* bytes, std::size_t size, SourceShape& shape);

}  // namespace wangge
