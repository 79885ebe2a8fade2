/// Everything on foot: circles along the network for all centres, and the walk of every site to its nearest centre.
/// Guarantees, units, cost: see compute_circles, circle_polygon and walking_distances.
#pragma once

#include <span>
#include <vector>

#include "algorithms/reach/city_reach.hpp"
#include "algorithms/reach/reach_table.hpp"
#include "core/circle_report.hpp"
#include "core/city.hpp"
#include "core/run_context.hpp"

namespace wangge {

struct NetworkCircles {
  std::vector<ServiceCircle> circles;           ///< by centre, then radius; buildings and households counted
  std::vector<ServiceLine> service_lines;       ///< by centre, at the largest radius, when asked for
  ReachTable reached;                           ///< sites within the largest radius by place in `centres`, ascending
  std::vector<NearestCentre> nearest;           ///< by site; `centre` is a place in `centres`
  std::vector<AccessKind> site_access;          ///< by site
  std::vector<AccessKind> centre_access;        ///< by place in `centres`
  std::vector<double> centre_leg;               ///< metres off the network, by place in `centres`
  std::vector<MultiPolygon> covered;            ///< by level: what is that near to some centre
  std::vector<MultiPolygon> nearest_areas;      ///< by place in `centres`: nearest to this one, within the largest radius
  std::vector<std::vector<double>> level_land;  ///< by level of centres from 1 on, then radius: square metres of communities
  std::size_t disagreements = 0;                ///< sites on the wrong side of a polygon: 0
};

/// What is wanted beside the circles.
struct NetworkParts {
  bool service_lines = true;
  std::vector<double> levels;  ///< of the covered land, ascending, none above the largest radius; none: no nearest areas either
};

/// `centres`: indices into City::centres; `radii` ascending, not empty; the network not empty. Incomplete when run.should_stop().
[[nodiscard]] NetworkCircles draw_network_circles(const CityReach& reach, std::span<const std::int32_t> centres,
                                                  std::span<const double> radii, const NetworkParts& parts,
                                                  const RunContext& run);

}  // namespace wangge
