/// Where a label could go: inside an area, around a point, along a line. Best places first.
/// Units: page millimetres, y downwards.
#pragma once

#include <vector>

#include "core/geometry.hpp"
#include "render/place_labels.hpp"

namespace wangge {

struct InnerCircle {
  Point centre;
  double radius = 0;  ///< 0 for empty or degenerate areas
};

/// Pole of inaccessibility: the inner point farthest from every border, within `precision` of the optimum. Best-first search over
/// squares that are quartered as long as they can hold something better.
[[nodiscard]] InnerCircle pole_of_inaccessibility(const MultiPolygon& area, double precision);

/// The part of the area inside the box, for finding places in what can be seen of it. Pieces that the box cuts apart stay joined
/// along its edge.
[[nodiscard]] MultiPolygon clip_to_box(const MultiPolygon& area, const Box& box);

/// True when the whole box lies inside the area.
[[nodiscard]] bool box_inside(const MultiPolygon& area, const Box& box);

/// A point inside an area with its distance to the border.
struct InnerPlace {
  Point at;
  double room = 0;
};
/// The pole first, then inner points of a raster, roomiest first. Found once an area, asked once a size of label.
[[nodiscard]] std::vector<InnerPlace> inner_places(const MultiPolygon& area);

/// Boxes of the given size that lie wholly inside the area, at most 24, roomiest first.
[[nodiscard]] std::vector<LabelCandidate> area_candidates(const MultiPolygon& area, const std::vector<InnerPlace>& places,
                                                          double width, double height);
[[nodiscard]] std::vector<LabelCandidate> area_candidates(const MultiPolygon& area, double width, double height);

/// A box centred on one point, without any test.
[[nodiscard]] LabelCandidate box_at(Point centre, double width, double height);

/// Right, left, above, below and the four corners around a symbol of the given radius.
[[nodiscard]] std::vector<LabelCandidate> point_candidates(Point point, double radius, double width, double height);

/// How a row of letters lies along a line.
struct LineLabel {
  double width = 0;           ///< of the words with their spacing
  double height = 0;          ///< of one letter
  bool may_stack = false;     ///< Han text: upright letters one below the other where the line is steep
  double wanted_share = 0.5;  ///< preferred place along the visible part of the line
};

/// Stretches of the line that are straight enough for the words and lie inside the frame, those nearest to the wanted share
/// first.
[[nodiscard]] std::vector<LabelCandidate> line_candidates(const Polyline& line, const LineLabel& label, const Box& frame);

}  // namespace wangge
