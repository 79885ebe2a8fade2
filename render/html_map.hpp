/// One offline HTML file with a map: the SVG of the sheet, pan and zoom, and a panel with the figures of the grid pointed at.
/// Guarantees
///  - no external resource, no request, no storage; works from a memory stick in any browser of the last ten years;
///  - usable by keyboard: Tab walks over the grids, + and - zoom, arrows pan, 0 shows all;
///  - names from the data reach the page as text only, never as markup;
///  - equal sheets give equal bytes.
#pragma once

#include <string>

#include "render/map_sheet.hpp"

namespace wangge {

[[nodiscard]] std::string html_map(const MapSheet& sheet);

}  // namespace wangge
