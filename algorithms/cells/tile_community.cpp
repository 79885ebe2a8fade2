#include "algorithms/cells/tile_community.hpp"

#include "algorithms/cells/cut_triangles.hpp"
#include "algorithms/cells/label_land.hpp"

namespace wangge {

TiledCommunity tile_community(const CommunityScene& scene) {
  const Arrangement arrangement = arrange_community(scene);
  return cut_triangles(arrangement, label_land(arrangement, scene.buildings.size()), scene);
}

}  // namespace wangge
