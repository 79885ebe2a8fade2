/// Everything on foot: circles along the network for all centres, and the walk of every site to its nearest centre.
/// Guarantees, units, cost: see compute_circles, circle_polygon and walking_distances.
#pragma once

#include <span>
#include <vector>

#include "algorithms/reach/city_reach.hpp"
#include "algorithms/reach/walking_distances.hpp"
#include "core/circle_report.hpp"
#include "core/city.hpp"
#include "core/run_context.hpp"

namespace wangge {

struct NetworkCircles {
  std::vector<ServiceCircle> circles;      ///< by centre, then radius; buildings and households counted
  std::vector<ServiceLine> service_lines;  ///< by centre, at the largest radius, when asked for
  std::vector<NearestCentre> nearest;      ///< by site; `centre` is a place in `centres`
  std::vector<AccessKind> site_access;     ///< by site
  std::vector<AccessKind> centre_access;   ///< by place in `centres`
  std::vector<double> centre_leg;          ///< metres off the network, by place in `centres`
  std::size_t disagreements = 0;           ///< sites on the wrong side of a polygon: 0
};

/// `centres`: indices into City::centres; `radii` ascending, not empty; the network not empty. Incomplete when run.should_stop().
[[nodiscard]] NetworkCircles draw_network_circles(const CityReach& reach, std::span<const std::int32_t> centres,
                                                  std::span<const double> radii, bool service_lines, const RunContext& run);

}  // namespace wangge
