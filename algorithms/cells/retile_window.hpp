/// Tiles the surroundings of an edit alone and finds the cells that the edit reaches.
///
/// A window around the edit is tiled as if there were nothing else. Near its rim the cells come out wrong, near the edit they
/// differ because of the edit, and between the two lies a belt of cells that agree with the tiling at hand in every vertex, every
/// triangle they were made from and every wall these know (cell_marks.hpp). What happens at one place depends on what lies beside
/// it only, so neither the edit nor the rim has an effect beyond the belt: the cells inside it are what tiling the whole would
/// give.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "algorithms/cells/cell_marks.hpp"
#include "algorithms/cells/scene_objects.hpp"
#include "core/run_context.hpp"

namespace wangge {

/// The tiling at hand of one community, its cells numbered so: buildings of the scene after the edit, buildings that are gone,
/// land.
struct KeptTiling {
  const CommunityScene* scene = nullptr;  ///< after the edit
  const SceneObjects* objects = nullptr;  ///< after the edit
  TiledCommunity* tiled = nullptr;
  CellMarks* marks = nullptr;
  std::vector<Box> gone;       ///< boxes of the buildings that are gone, by cell from scene->buildings.size() on
  std::vector<char> unplaced;  ///< by building: it is new and has no cell yet
  std::vector<std::uint64_t> ring_key;
  [[nodiscard]] std::size_t first_land() const { return objects->buildings.size() + gone.size(); }
};

struct EditedPlace {
  Box box;                      ///< of all that changed here
  std::vector<Box> line_boxes;  ///< of changed lines among it
};

/// The part of the city that is tiled for an edit.
struct EditWindow {
  Box box;  ///< lines that meet it are taken
  /// By community and cell at hand: 2 = to come out right, 1 = its building is needed for that; empty = none of the community.
  std::vector<std::vector<char>> cells;
};

/// What to replace in one community.
struct TilePatch {
  std::size_t community = 0;
  std::vector<char> replaced;  ///< by cell of the tiling at hand
  TiledCommunity fresh;
  std::vector<char> taken;           ///< by cell of `fresh`
  std::vector<std::int32_t> slot;    ///< by cell of `fresh`, see splice_tiles.hpp; new cells of land follow the last one at hand
  CellMarks marks;                   ///< by cell of `fresh`
  std::vector<std::int32_t> sliced;  ///< buildings among the taken ones that have a slice of their site only: index into City
};

/// nullopt when the window is too small to part the edit from its rim.
[[nodiscard]] std::optional<std::vector<TilePatch>> retile_window(const EditedPlace& edit, const EditWindow& window,
                                                                  std::span<const KeptTiling> kept, const ContentKeys& keys,
                                                                  const RunContext& run);

}  // namespace wangge
