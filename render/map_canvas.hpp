/// What the drawing of one sheet shares between its layers: the sheet, its layout, the growing SVG text and the borders.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "render/border_lines.hpp"
#include "render/draw_map.hpp"
#include "render/map_sheet.hpp"
#include "render/sheet_layout.hpp"
#include "render/svg_writer.hpp"

namespace wangge {

struct MapCanvas {
  const MapSheet& sheet;
  const DrawOptions& options;
  SheetLayout layout;
  SvgWriter svg;
  Box visible;  ///< ground metres inside the neat line
  Borders grid_borders;
  Borders community_borders;
  std::vector<int> grid_colours;
  double grid_mm = 10;  ///< side of a square as large as the median grid, page millimetres
  double community_mm = 50;

  [[nodiscard]] double unit() const { return layout.unit; }
  /// Page millimetres of a true length, kept between a least and a greatest width of symbol.
  [[nodiscard]] double symbol_width(double metres, double least, double most) const;
  [[nodiscard]] bool shows(const MultiPolygon& area) const;
  [[nodiscard]] bool shows(const MultiPolyline& lines) const;
  [[nodiscard]] MultiPolygon on_page(const MultiPolygon& area) const;
  [[nodiscard]] Polyline on_page(const Polyline& line) const;
  [[nodiscard]] SvgPath path(const MultiPolygon& area) const;
  /// Those that show, as one path: thousands of elements of one look cost their readers more time than their lines do.
  [[nodiscard]] SvgPath path(const AreaList& areas) const;
  [[nodiscard]] SvgPath path(const MultiPolyline& lines) const;
  [[nodiscard]] SvgPath path(const Polyline& line) const;
  [[nodiscard]] std::string words(std::string_view id, std::initializer_list<std::string> values = {}) const;
};

/// What the sheet is about: a grid, else a community; nullptr = all that is on it.
[[nodiscard]] const MultiPolygon* focus_area(const MapSheet& sheet);

/// The lines of all barriers and roads have the same build: a casing below, a fill above.
struct LineLook {
  double casing_width = 0;
  std::string_view casing;
  double fill_width = 0;
  std::string_view fill;
  std::string_view fill_dash;  ///< empty = solid
};
[[nodiscard]] LineLook line_look(BarrierLook look, const MapCanvas& canvas);

}  // namespace wangge
