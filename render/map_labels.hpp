/// Labels of a map: what they say, how they look, where they may stand. Collected first, placed together, then drawn.
/// Units: page millimetres.
#pragma once

#include <cstdint>
#include <map>
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

/// Labels being collected. Names that occur again and again (a street in pieces) share a group number.
struct LabelBook {
  std::vector<MapLabel> labels;
  std::map<std::string, std::int32_t> groups;
  [[nodiscard]] std::int32_t group_of(const std::string& name) {
    return groups.emplace(name, static_cast<std::int32_t>(groups.size())).first->second;
  }
};

/// Order of importance; smaller is placed first.
namespace label_priority {
inline constexpr double kPlaceName = 1, kGrid = 2, kCentre = 3, kCommunity = 4, kRiver = 5, kMainRoad = 6, kRoad = 7,
                        kCompound = 8, kBuilding = 9;
}
// Millimetres of em on paper (4 pt): nothing smaller is printed.
inline constexpr double kLeastReadable = 1.4;

/// Adds a variant and its candidates.
void add_variant(MapLabel& label, LabelArt art, std::vector<LabelCandidate> candidates);
/// Lines in one look, empty ones left out, with a white halo.
[[nodiscard]] LabelArt plain_art(const std::vector<std::string>& lines, double size, bool bold, std::string_view colour);

/// Places, grids, communities, compounds, buildings.
void add_area_labels(const MapCanvas& canvas, LabelBook& book);
/// Streets, railways, rivers.
void add_line_labels(const MapCanvas& canvas, LabelBook& book);
void add_centre_labels(const MapCanvas& canvas, LabelBook& book);

[[nodiscard]] std::vector<MapLabel> collect_labels(const MapCanvas& canvas);
/// Draws the placed labels, those of the highest priority last.
void draw_placed_labels(MapCanvas& canvas, const std::vector<MapLabel>& labels, const LabelPlacement& placement);

}  // namespace wangge
