#include "algorithms/validate/grid_overlaps.hpp"

namespace wangge {

std::vector<GridOverlap> grid_overlaps(const std::vector<PreviousGrid>& grids, const BoxIndex& index) {
  constexpr double kOverlap = 5;  // square metres
  constexpr double kOverlapWide = 0.5;
  std::vector<GridOverlap> overlaps;
  for (std::size_t g = 0; g < grids.size(); ++g)
    for (const std::int32_t other : index.query(bounds(grids[g].area))) {
      const auto second = static_cast<std::size_t>(other);
      if (second <= g) continue;
      const CommonLand common = common_land(grids[g].area, grids[second].area);
      if (common.square_metres > kOverlap && common.width > kOverlapWide) overlaps.push_back({g, second, common});
    }
  return overlaps;
}

}  // namespace wangge
