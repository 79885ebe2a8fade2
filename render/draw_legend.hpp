/// The legend (图例): a symbol and its words an entry. Units: page millimetres.
#pragma once

#include "render/map_canvas.hpp"

namespace wangge {

struct LegendSize {
  double width = 0;
  double height = 0;
  int columns = 1;
};

/// Size of the legend when it is set in columns no wider than `room` together.
[[nodiscard]] LegendSize legend_size(const MapCanvas& canvas, double room, int most_columns);
void draw_legend(MapCanvas& canvas, const Box& box, int columns);
struct LegendPlace {
  Box box;
  int columns = 1;
  double hidden_share = 0;  ///< of its surface that lies on the subject
};
/// Place for a legend inside the map frame: the corner and number of columns that hide the least of the subject.
[[nodiscard]] LegendPlace legend_corner(const MapCanvas& canvas);

}  // namespace wangge
