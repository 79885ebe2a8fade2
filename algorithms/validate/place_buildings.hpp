/// Which community, compound and exclusive unit every building stands in.
/// Rules
///  - the community named by the column counts where the building's point lies in it, or where the point lies in none and the
///    footprint reaches it; otherwise the place decides and a finding says so;
///  - a building whose point lies outside every community belongs to the one its footprint reaches furthest, else it is set
///    aside with a finding;
///  - a compound by polygon is joined by location where no column names one; exclusive units are always joined by location.
#pragma once

#include <vector>

#include "core/catalogue.hpp"
#include "core/city.hpp"

namespace wangge {

struct PlacedBuildings {
  std::vector<std::int32_t> community;  ///< by building; -1 = set aside
  std::vector<std::int32_t> compound;
  std::vector<std::int32_t> exclusive;
  std::vector<Finding> findings;
};

/// The same answer on any number of threads.
[[nodiscard]] PlacedBuildings place_buildings(const City& city, Language language, int threads = 1);

}  // namespace wangge
