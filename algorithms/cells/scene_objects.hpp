/// What the tiling of a community looked at, kept to tell what an edit changed.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "algorithms/cells/scene_lines.hpp"

namespace wangge {

struct KeptBuilding {
  std::uint64_t digest = 0;  ///< of footprint and point
  Box box;                   ///< of footprint, point and the slice it would get
};

/// A barrier, compound or exclusive unit.
struct KeptLines {
  std::uint64_t digest = 0;
  Box box;
  MultiPolyline lines;
  MultiPolygon area;
};
using Kept = std::vector<std::shared_ptr<const KeptLines>>;

/// In the order of the scene's lists.
struct SceneObjects {
  GridFrame frame;
  GridPoint low, high;
  double spacing = 0;
  BuildingGeometry geometry = BuildingGeometry::footprints;
  std::uint64_t area_digest = 0;
  std::vector<std::array<GridPoint, 2>> ring_edges;  ///< of the community's border, by their numbers
  std::vector<KeptBuilding> buildings;
  Kept barriers, compounds, exclusives;
};

/// @param before  of the same community earlier, to save work; may be empty.
[[nodiscard]] SceneObjects objects_of(const CommunityScene& scene, const SceneObjects& before);

/// What is equal in both is known by its old number; numbers of equal things ascend in both.
struct SceneChange {
  bool all = false;  ///< the millimetre grid or the spacing of vertices is another one: nothing can be kept
  std::vector<std::int32_t> old_building, old_barrier, old_exclusive;  ///< by new number, -1 = changed or new
  std::vector<std::int32_t> new_ring_edge;                             ///< by old number, -1 = gone
  std::vector<Box> boxes;                                              ///< of changed buildings, as they were and as they are
  std::vector<Box> line_boxes;                                         ///< of changed edges of borders, walls and barriers
  [[nodiscard]] bool none() const { return !all && boxes.empty() && line_boxes.empty(); }
};

[[nodiscard]] SceneChange change_of(const SceneObjects& before, const SceneObjects& after);

}  // namespace wangge
