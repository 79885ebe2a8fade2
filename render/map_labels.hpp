/// Labels of a map: what they say, how they look, where they may stand. Collected first, placed together, then drawn.
/// Units: page millimetres.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "render/map_canvas.hpp"
#include "render/place_labels.hpp"

namespace wangge {

struct LabelLine {
  std::string text;
  double size = 3;
  bool bold = false;
  bool italic = false;
  std::string_view colour;
  std::string_view halo;
  double spacing = 0;  ///< millimetres after every letter
};

/// One variant of a label: lines one below the other around the middle. `badge` > 0 draws a disc of that radius behind the first
/// line.
struct LabelArt {
  double badge = 0;
  std::string_view badge_fill;
  std::string_view badge_edge;
  std::vector<LabelLine> lines;
  [[nodiscard]] double width() const;
  [[nodiscard]] double height() const;
};

struct MapLabel {
  LabelRequest request;
  std::vector<LabelArt> art;  ///< one a variant of the request
};

/// Adds a variant and its candidates.
void add_variant(MapLabel& label, LabelArt art, std::vector<LabelCandidate> candidates);

[[nodiscard]] std::vector<MapLabel> collect_labels(const MapCanvas& canvas);
/// Draws the placed labels, those of the highest priority last.
void draw_placed_labels(MapCanvas& canvas, const std::vector<MapLabel>& labels, const LabelPlacement& placement);

}  // namespace wangge
