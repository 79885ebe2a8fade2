/// Draws one sheet as SVG text: a map as a Chinese planning bureau prints it, with title, neat line, coordinate marks, north
/// arrow, scale, legend, table and footnotes. Guarantees
///  - equal sheets give equal bytes;
///  - neighbouring grids differ in colour, labels never overlap, lengths on the scale bar are round;
///  - borders between two areas are drawn once, so dash patterns stay whole;
///  - nothing outside of the file is referred to (fonts by family name only).
/// Units: see map_sheet.hpp. The page is written in true millimetres.
/// Example: `std::string svg = draw_map(plan_sheet(drawing, options));`
#pragma once

#include <cstdint>
#include <string>

#include "render/map_sheet.hpp"

namespace wangge {

struct DrawOptions {
  bool interactive = false;  ///< grids and centres carry their figures as data attributes, for html_map
};

struct DrawnMap {
  std::string svg;
  std::int32_t labels_placed = 0;
  std::int32_t labels_shortened = 0;  ///< number only
  std::int32_t labels_dropped = 0;    ///< no room at all
};

[[nodiscard]] DrawnMap draw_map_with_counts(const MapSheet& sheet, const DrawOptions& options = {});
[[nodiscard]] std::string draw_map(const MapSheet& sheet, const DrawOptions& options = {});

}  // namespace wangge
