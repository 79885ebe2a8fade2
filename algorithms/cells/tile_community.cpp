#include "algorithms/cells/tile_community.hpp"

#include <utility>

#include "algorithms/cells/cut_triangles.hpp"
#include "algorithms/cells/label_land.hpp"

namespace wangge {

TiledCommunity tile_community(const CommunityScene& scene, std::vector<std::uint64_t>* ground) {
  Arrangement arrangement = arrange_community(scene);
  LandLabels labels = label_land(arrangement, scene.buildings.size());
  return cut_triangles(arrangement, std::move(labels), scene, ground);
}

}  // namespace wangge
