/// Every line of one community that goes into its triangulation, and who owns it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "algorithms/cells/integer_plane.hpp"
#include "core/city.hpp"

namespace wangge {

/// Only a part of a community is of interest: what meets `box` is taken as it is, what lies beyond it only so far that the land
/// inside keeps its owners. Land near the rim of the box comes out wrong.
struct SceneWindow {
  Box box;             ///< metres
  double spacing = 0;  ///< line_spacing of the whole community
};

/// What the tiling of one community may look at; indices into the vectors of `city`.
struct CommunityScene {
  const City* city = nullptr;
  std::int32_t community = -1;
  std::vector<std::int32_t> buildings;  ///< those of this community
  std::vector<std::int32_t> compounds;  ///< with an area that meets the community
  std::vector<std::int32_t> exclusives;
  std::vector<std::int32_t> barriers;
  std::optional<SceneWindow> window = std::nullopt;  ///< none: the whole community
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
  std::vector<std::int32_t> edge_owners;  ///< one more owner per edge, for the community's border; -1 = none
  std::vector<char> beyond;               ///< by edge, or empty: it stands for what lies beyond the window
};

struct SceneLines {
  GridFrame frame;
  GridPoint low, high;  ///< corners of the box of the community: the same in every window
  double spacing = 0;   ///< millimetres between vertices of long lines
  std::vector<Owner> owners;
  std::vector<Chain> chains;
};

/// @param sliced  positions in scene.buildings of those that get a slice of their site in place of their footprint.
[[nodiscard]] SceneLines scene_lines(const CommunityScene& scene, std::span<const std::int32_t> sliced);

/// The same of the community's border alone. The edges of its chains, one after the other, have the numbers 0, 1, ... that
/// BorderSegment::ring_edge tells.
[[nodiscard]] SceneLines community_lines(const CommunityScene& scene);

/// SceneLines::spacing of the whole community. @cost one pass over its lines; buildings do not matter.
[[nodiscard]] double line_spacing(const CommunityScene& scene);

}  // namespace wangge
