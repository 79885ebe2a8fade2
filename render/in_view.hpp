/// Whether something can be seen in a window, to the last corner: a bounding box reaches into many windows that its shape does
/// not.
#pragma once

#include "core/geometry.hpp"

namespace wangge {

/// A part of the outline lies in the window.
[[nodiscard]] bool outline_in_view(const MultiPolygon& area, const Box& window);
/// A part of the outline or of the inside does.
[[nodiscard]] bool area_in_view(const MultiPolygon& area, const Box& window);
[[nodiscard]] bool lines_in_view(const MultiPolyline& lines, const Box& window);

}  // namespace wangge
