/// Where the sides of streets end at junctions, banks and tracks, and the short lines that join them there.
/// Guarantees: both sides of a corner share one point, so sidewalks meet with equal vertices.
#pragma once

#include "example/walk_network.hpp"

namespace wangge::example {

/// Ends of the left and right walking line of a half-edge, seen leaving its start. Equal for streets with one line.
struct Port {
  Point left, right;
  bool set = false;
};

struct Junctions {
  std::vector<Port> ports;  ///< by half-edge; set for first and last half-edges of links
};

/// Metres from the centre line to a sidewalk; 0 for streets with one walking line.
[[nodiscard]] double sidewalk_offset(EdgeClass c, double width);
/// Adds joining lines, bridges and underpasses to the network.
[[nodiscard]] Junctions make_junctions(const CityDraft& draft, const StreetLinks& links, CitySize size, WalkNetwork& network);

}  // namespace wangge::example
