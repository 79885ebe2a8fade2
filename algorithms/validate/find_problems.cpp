#include "algorithms/validate/find_problems.hpp"

#include "algorithms/validate/find_list.hpp"

namespace wangge {

std::vector<Finding> find_problems(const City& prepared, Language language) {
  FindingList list(prepared, language);
  find_footprint_overlaps(list);
  find_ring_faults(list);
  find_community_faults(list);
  find_border_buildings(list);
  find_stacked_points(list);
  find_household_faults(list);
  find_name_faults(list);
  find_place_faults(list);
  find_water_faults(list);
  find_network_pieces(list);
  find_network_ends(list);
  find_previous_faults(list);
  find_datum_shift(list);
  return std::move(list.findings);
}

}  // namespace wangge
