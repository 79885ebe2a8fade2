/// Where the uncovered live: buildings without a centre within the radius, gathered into gaps (覆盖缺口).
/// Guarantees
///  - every uncovered site lies inside exactly one gap, covered sites lie in none; gaps do not touch each other;
///  - gaps are single polygons, possibly with holes; most households first, then by the first building in them.
/// How: land whose nearest building within 100 m is uncovered, traced like the circles (level_rings).
/// Units: metres. Cost: O(sites x lattice nodes within 100 m), lattice of 25 m, coarser when the city is wider than 50 km.
#pragma once

#include <span>
#include <vector>

#include "core/geometry.hpp"

namespace wangge {

struct SiteGaps {
  std::vector<MultiPolygon> areas;
  std::vector<std::int32_t> gap_of_site;  ///< -1 for covered sites
};

/// `points`: sites, 0.1 mm apart or more; `covered`: one flag a site; `weight`: households a site.
[[nodiscard]] SiteGaps find_coverage_gaps(std::span<const Point> points, const std::vector<char>& covered,
                                          std::span<const std::int64_t> weight);

}  // namespace wangge
