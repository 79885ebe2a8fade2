#include "algorithms/validate/find_problems.hpp"

#include "algorithms/validate/find_list.hpp"

namespace wangge {

std::vector<Finding> find_problems(const City& prepared, Language language, const RunContext& run) {
  FindingList list(prepared, language, run);
  for (const auto find : {find_footprint_overlaps, find_ring_faults, find_community_faults, find_border_buildings,
                          find_stacked_points, find_household_faults, find_name_faults, find_place_faults, find_water_faults,
                          find_network_pieces, find_network_ends, find_previous_faults, find_datum_shift}) {
    if (run.should_stop()) break;
    find(list);
  }
  return std::move(list.findings);
}

}  // namespace wangge
