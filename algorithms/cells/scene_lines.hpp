/// Every line of one community that goes into its triangulation, and who owns it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "algorithms/cells/integer_plane.hpp"
#include "core/city.hpp"

namespace wangge {

/// What the tiling of one community may look at; indices into the vectors of `city`.
struct CommunityScene {
  const City* city = nullptr;
  std::int32_t community = -1;
  std::vector<std::int32_t> buildings;  ///< those of this community
  std::vector<std::int32_t> compounds;  ///< with an area that meets the community
  std::vector<std::int32_t> exclusives;
  std::vector<std::int32_t> barriers;
};

/// Everything that can own a constraint edge.
enum class OwnerKind : std::int8_t { community, ring_edge, compound, exclusive, barrier_area, barrier_line, building };

struct Owner {
  OwnerKind kind;
  std::int32_t index;  ///< into City's vector; buildings: into CommunityScene::buildings; ring_edge: running number
  double area = 0;     ///< buildings: the smaller footprint wins where two overlap; -1 = a slice, which always wins
};

/// One line or ring. Rings of the community come first: their corners must come out as they went in.
struct Chain {
  std::vector<GridPoint> points;
  bool closed = true;
  bool dense = false;  ///< long edges get vertices in between, so that labels can follow them
  std::int32_t owner = 0;
  std::vector<std::int32_t> edge_owners;  ///< one more owner per edge, for the community's border
};

struct SceneLines {
  GridFrame frame;
  std::vector<Owner> owners;
  std::vector<Chain> chains;
};

/// @param sliced  positions in scene.buildings of those that get a slice of their site in place of their footprint.
[[nodiscard]] SceneLines scene_lines(const CommunityScene& scene, std::span<const std::int32_t> sliced);

}  // namespace wangge
