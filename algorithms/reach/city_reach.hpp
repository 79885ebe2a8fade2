/// Everything that walking in a city needs, built once: the network, who enters where, and the sites of its buildings.
/// Guarantees: those of its parts; equal input gives an equal object for any number of threads.
/// Refers to the city, which must outlive it; stays where it is made (its parts refer to each other).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "algorithms/reach/building_access.hpp"
#include "algorithms/reach/places_on_arcs.hpp"
#include "algorithms/reach/snap_to_network.hpp"
#include "algorithms/reach/walk_graph.hpp"
#include "core/city.hpp"
#include "core/run_context.hpp"

namespace wangge {

/// What a site weighs.
struct SiteLoad {
  std::int32_t buildings = 0;
  std::int64_t households = 0;
  std::int64_t persons = 0;
};

class CityReach {
 public:
  CityReach(const City& the_city, const RunContext& run);
  CityReach(const CityReach&) = delete;
  CityReach& operator=(const CityReach&) = delete;

  /// Ways onto the network of centres of the city, in order.
  [[nodiscard]] AccessTable enter_centres(std::span<const std::int32_t> centres) const;
  [[nodiscard]] std::int64_t households() const;

  const City& city;
  const WalkGraph graph;
  const NetworkSnapper snapper;
  const AccessModel model;
  const Sites sites;
  const std::vector<SiteLoad> loads;  ///< by site
  const AccessTable access;           ///< by site
  const PlacesOnArcs on_arcs;         ///< of the sites
};

[[nodiscard]] std::vector<SiteLoad> weigh_sites(const std::vector<Building>& buildings, const Sites& sites);

}  // namespace wangge
