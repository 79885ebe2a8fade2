/// The land of a whole city: cells of every community, with shared vertices along common borders, drawn with few vertices.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "algorithms/cells/scene_lines.hpp"
#include "algorithms/cells/tiled_community.hpp"
#include "core/run_context.hpp"

namespace wangge {

/// One for each scene, in the same order; a community without area has no cells. Equal bytes on any number of threads.
[[nodiscard]] std::vector<TiledCommunity> tile_city(std::span<const CommunityScene> scenes, const RunContext& run);

/// The same, kept for edits: an update tiles only the communities whose content has changed and joins them to their neighbours
/// again. Guarantees
///  - `tiles` are byte for byte what tile_city would make of the same scenes;
///  - arcs that lie wholly in enclosures (land between walls, barriers and community borders) that an edit does not touch keep
///    every vertex.
/// @cost an update takes about as long as tile_city for the changed communities; memory twice that of the tiles.
class CityTiling {
 public:
  CityTiling(std::vector<CommunityScene> scenes, const RunContext& run);
  /// The scenes after an edit, in the order of before; buildings, barriers and so on may have other numbers in the new city.
  /// Returns how many communities were tiled anew. More or fewer communities than before: everything is.
  std::size_t update(std::vector<CommunityScene> scenes, const RunContext& run);
  [[nodiscard]] const std::vector<TiledCommunity>& tiles() const { return tiles_; }
  /// The communities that the last update tiled anew, ascending.
  [[nodiscard]] const std::vector<std::size_t>& changed() const { return changed_; }

 private:
  void join(const RunContext& run);
  std::vector<CommunityScene> scenes_;
  std::vector<std::uint64_t> content_;
  std::vector<TiledCommunity> apart_;  ///< before communities are stitched and borders thinned
  std::vector<TiledCommunity> tiles_;
  std::vector<std::size_t> changed_;
};

/// A number that changes when anything changes that the tiling of this scene may look at.
[[nodiscard]] std::uint64_t content_of(const CommunityScene& scene);

}  // namespace wangge
