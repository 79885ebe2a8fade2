/// What a set of owners means: for the triangles it covers, and for the edges it runs along.
#pragma once

#include "algorithms/cells/scene_lines.hpp"

namespace wangge {

struct FaceMeaning {
  bool inside = false;         ///< in the community
  std::int32_t building = -1;  ///< position in CommunityScene::buildings
  std::int32_t compound = -1;
  std::int32_t exclusive = -1;
  std::int32_t barrier = -1;             ///< barrier polygon that covers it
  BarrierRule rule = BarrierRule::none;  ///< of that barrier
  [[nodiscard]] bool free() const { return inside && building < 0; }
};

struct EdgeMeaning {
  bool encloses = false;  ///< land does not flow across: community border, wall, barrier
  bool wall = false;      ///< compound or exclusive unit
  bool area = false;      ///< changes what covers the land; else only lines and numbers of border edges
  std::int32_t barrier = -1;
  BarrierRule rule = BarrierRule::none;  ///< of that barrier
  std::int32_t ring_edge = -1;
};

/// A smaller footprint keeps its ground inside a larger one.
[[nodiscard]] FaceMeaning meaning_of_face(const City& city, std::span<const Owner> owners, std::span<const std::int32_t> set);
/// Of several barriers the hardest speaks.
[[nodiscard]] EdgeMeaning meaning_of_edge(const City& city, std::span<const Owner> owners, std::span<const std::int32_t> set);

}  // namespace wangge
