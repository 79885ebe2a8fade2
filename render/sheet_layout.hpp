/// Where everything sits on the page: title, neat line, side panel, footer, and the scale of the map.
/// Guarantees
///  - the scale denominator is round (two figures such as 1.2, 2.5 or 8.5 times a power of ten) and the largest such scale that
///  shows
///    the whole extent inside the neat line;
///  - lengths of scale bar and coordinate marks are 1, 2 or 5 times a power of ten;
///  - pages wider than high have their panel on the right, others below.
/// Units: page millimetres with y downwards, ground metres with y upwards.
#pragma once

#include <vector>

#include "core/geometry.hpp"
#include "render/map_sheet.hpp"

namespace wangge {

struct SheetLayout {
  PageFormat page;
  double unit = 1;  ///< sizes are multiples of this: short side / 297 mm, never less than 0.8
  Box title;
  Box outer_frame;
  Box map_frame;  ///< neat line
  Box strip;      ///< below the map frame, empty unless asked for
  Box panel;      ///< empty when there is none
  Box footer;
  double denominator = 1000;  ///< the map is 1 : denominator
  Point ground_centre;        ///< metres, at the middle of the map frame

  [[nodiscard]] double mm_per_metre() const { return 1000 / denominator; }
  [[nodiscard]] Point to_page(Point ground) const {
    const Point middle = map_frame.centre(), offset = (ground - ground_centre) * mm_per_metre();
    return {middle.x + offset.x, middle.y - offset.y};
  }
  [[nodiscard]] Point to_ground(Point page_point) const {
    const Point middle = map_frame.centre(), offset = (page_point - middle) * (denominator / 1000);
    return {ground_centre.x + offset.x, ground_centre.y - offset.y};
  }
  [[nodiscard]] Box visible() const;  ///< metres
};

[[nodiscard]] PageFormat page_format(Paper paper, bool landscape);
/// The page, turned such that the map gets the larger scale; landscape when equal.
[[nodiscard]] PageFormat best_page(const MapSheet& sheet, Paper paper);
/// @param legend_strip  millimetres kept free between the map and the footer, for a legend that finds no place on the map.
[[nodiscard]] SheetLayout lay_out(const MapSheet& sheet, double legend_strip = 0);

/// Side of a square as large as the median area, page millimetres; 50 when there is none.
[[nodiscard]] double typical_size(std::vector<double> square_metres, const SheetLayout& layout);
/// Size of the numbers of grids of that typical size, in units of the layout.
[[nodiscard]] double grid_number_size(double grid_mm);
/// Households stand below the number, smaller by this share; they are left out where that would be less than 4 pt.
inline constexpr double kHouseholdsShare = 0.76;

/// The smallest round denominator not below the wanted one.
[[nodiscard]] double round_denominator(double at_least);
/// The largest of 1, 2, 5 times a power of ten that is not above the wanted length.
[[nodiscard]] double round_length(double at_most);

struct ScaleBar {
  double part_metres = 100;
  int parts = 4;
};
/// A bar of four parts, about `wanted_mm` long and never longer.
[[nodiscard]] ScaleBar scale_bar(double denominator, double wanted_mm);

}  // namespace wangge
