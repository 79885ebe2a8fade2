/// The walking network: sidewalks on both sides of great streets, single lines elsewhere, ways inside lots.
/// Guarantees
///  - lines join only where vertices are equal; sidewalks of one street join at junctions and footbridges only;
///  - lot ways meet streets at gates (open lots: where a lane meets the street);
///  - bridges and underpasses cross other lines without a vertex; expressway lanes carry foot = no.
/// Units: metres around the city centre.
#pragma once

#include "example/city_draft.hpp"
#include "example/street_links.hpp"

namespace wangge::example {

struct WalkDraft {
  Polyline line;
  int street = -1;  ///< -1 = a way inside a lot
  bool foot = true, bridge = false, tunnel = false;
};

struct CrossingDraft {
  Polyline line;
  bool bridge = true;     ///< else an underpass
  std::string_view what;  ///< river, railway, expressway, footbridge
};

struct WalkNetwork {
  std::vector<WalkDraft> lines;
  std::vector<CrossingDraft> crossings;
};

[[nodiscard]] WalkNetwork make_walk_network(const CityDraft& draft, const StreetLinks& links, CitySize size, std::uint64_t seed);

}  // namespace wangge::example
