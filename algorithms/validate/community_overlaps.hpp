/// Communities drawn over one another.
#pragma once

#include <vector>

#include "algorithms/validate/lonely_edges.hpp"
#include "core/common_land.hpp"

namespace wangge {

struct CommunityOverlap {
  std::int32_t first = 0, second = 0;  ///< first < second
  CommonLand common;
};

/// Every pair with land in common that is wider than a centimetre: less is rounding. In the order of the communities. Only pairs
/// with an edge there that no neighbour shares are looked at, so a clean city costs next to nothing.
/// @param lonely  lonely_edges(communities)
[[nodiscard]] std::vector<CommunityOverlap> community_overlaps(const std::vector<Community>& communities,
                                                               const std::vector<LonelyEdge>& lonely);

}  // namespace wangge
