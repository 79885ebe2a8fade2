#include "algorithms/cells/border_obstacles.hpp"

#include "algorithms/cells/slice_spot.hpp"

namespace wangge {

std::vector<GridPoint> border_obstacles(const TiledCommunity& tiled, const CommunityScene& scene) {
  std::vector<GridPoint> obstacles = tiled.points;
  const auto building = [&](std::int32_t b) -> const Building& { return scene.city->buildings[static_cast<std::size_t>(b)]; };
  for (const std::int32_t b : scene.buildings)
    for (const Polygon& p : building(b).footprint) {
      for (const Point q : p.outer) obstacles.push_back(tiled.frame.to_grid(q));
      for (const Ring& hole : p.holes)
        for (const Point q : hole) obstacles.push_back(tiled.frame.to_grid(q));
    }
  // A building with a mere slice of ground stands at its point; several at one place share the tips of their slices.
  for (const std::int32_t b : tiled.shared_site) obstacles.push_back(tiled.frame.to_grid(slice_spot(scene, b)));
  obstacles.insert(obstacles.end(), tiled.wall_ends.begin(), tiled.wall_ends.end());
  return obstacles;
}

}  // namespace wangge
