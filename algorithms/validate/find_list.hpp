/// The list that the finders of this folder write to; texts come from the catalogue rows `code` and `code_repair`.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "core/catalogue.hpp"
#include "core/city.hpp"
#include "core/run_context.hpp"

namespace wangge {

class FindingList {
 public:
  FindingList(const City& city_given, Language language_given, const RunContext& run_given)
      : city(city_given), language(language_given), run(run_given) {}
  const City& city;
  Language language;
  const RunContext& run;  ///< a finder may end early once it should stop: the list is dropped then
  std::vector<Finding> findings;

  void note(const char* code, Severity severity, const char* layer, const std::string& id,
            std::initializer_list<std::string> values, std::optional<Point> place) {
    findings.push_back({code, severity, layer, id, false, say(language, code, values),
                        say(language, std::string(code) + "_repair", values), place});
  }
  [[nodiscard]] std::string list(const std::vector<std::string>& names) const {
    constexpr std::size_t kNamed = 3;
    std::string out;
    for (std::size_t i = 0; i < names.size() && i < kNamed; ++i) out += (i > 0 ? say(language, "list_comma") : "") + names[i];
    if (names.size() > kNamed) out += say(language, "and_more", {std::to_string(names.size() - kNamed)});
    return out;
  }
};

/// footprints_overlap, footprint_inside, footprint_repeated
void find_footprint_overlaps(FindingList& list);
/// footprint_sliver, footprint_crosses_itself, community_crosses_itself
void find_ring_faults(FindingList& list);
/// communities_overlap, communities_apart, land_without_community
void find_community_faults(FindingList& list);
/// building_across_border, building_reaches_outside
void find_border_buildings(FindingList& list);
/// households_implausible, households_missing, households_are_dwellings
void find_household_faults(FindingList& list);
/// compound_in_communities, gate_far, gate_off_wall, centre_outside, centre_elsewhere
void find_place_faults(FindingList& list);
/// points_stacked, point_on_gate
void find_stacked_points(FindingList& list);
/// compound_in_barrier, building_in_barrier
void find_water_faults(FindingList& list);
/// building_names_missing, compound_name_shared, compound_not_drawn
void find_name_faults(FindingList& list);
/// network_end_misses
void find_network_ends(FindingList& list);
/// previous_code_twice, previous_code_foreign, previous_outside, previous_piece_apart, previous_overlap, previous_hole
void find_previous_faults(FindingList& list);
/// network_in_pieces
void find_network_pieces(FindingList& list);
/// layer_shifted
void find_datum_shift(FindingList& list);

}  // namespace wangge
