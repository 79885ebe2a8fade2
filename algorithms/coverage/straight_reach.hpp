/// Everything as the crow flies: circles for all centres, and the land that some centre reaches.
/// Guarantees, units: see straight_circle and nearest_field. Cost: sites and lattice nodes in the squares around the centres.
#pragma once

#include <span>
#include <vector>

#include "algorithms/reach/city_reach.hpp"
#include "core/circle_report.hpp"
#include "core/run_context.hpp"

namespace wangge {

struct StraightReach {
  std::vector<ServiceCircle> circles;  ///< by centre, then radius; buildings and households counted
  std::vector<MultiPolygon> covered;   ///< by radius, when asked for
};

/// `centres`: indices into City::centres; `radii` ascending, not empty.
[[nodiscard]] StraightReach draw_straight_reach(const CityReach& reach, std::span<const std::int32_t> centres,
                                                std::span<const double> radii, bool land, const RunContext& run);

}  // namespace wangge
