/// The land of a whole city, kept for edits.
#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/cells/cell_marks.hpp"
#include "algorithms/cells/scene_lines.hpp"
#include "algorithms/cells/scene_objects.hpp"
#include "algorithms/cells/tiled_community.hpp"
#include "core/run_context.hpp"

namespace wangge {

/// What tile_city makes, kept for edits: an update tiles only the surroundings of what changed, and puts the cells that the edit
/// reaches in the place of the old ones (retile_window.hpp). Guarantees
///  - `tiles` are byte for byte what tile_city would make of the same scenes;
///  - every other cell keeps every vertex, barrier and neighbour.
/// @cost an update looks once at every building and border of the city, about 0.2 microseconds a building, and tiles a window of
/// some eighty buildings around each edit, more where cells are long (bench/edit_bench). Memory: some 400 bytes a building beside
/// the tiles.
class CityTiling {
 public:
  CityTiling(std::vector<CommunityScene> scenes, const RunContext& run);
  /// The scenes after an edit, in the order of before; buildings, barriers and so on may have other numbers in the new city,
  /// those of one community ascend. Returns how many communities an edit touched. More or fewer communities than before: all is
  /// anew.
  std::size_t update(std::vector<CommunityScene> scenes, const RunContext& run);
  [[nodiscard]] const std::vector<TiledCommunity>& tiles() const { return tiles_; }
  /// The communities that the edits of the last update touched, ascending.
  [[nodiscard]] const std::vector<std::size_t>& changed() const { return changed_; }
  /// Cells that the last update put in the place of others.
  [[nodiscard]] std::size_t cells_made() const { return cells_made_; }

 private:
  void tile_all(const RunContext& run);
  std::vector<CommunityScene> scenes_;
  std::vector<SceneObjects> objects_;
  std::vector<CellMarks> marks_;
  std::vector<TiledCommunity> tiles_;
  std::vector<std::size_t> changed_;
  std::size_t cells_made_ = 0;
  std::uint64_t next_id_ = kLandId + 1;
};

}  // namespace wangge
