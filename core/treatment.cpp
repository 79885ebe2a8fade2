#include "core/treatment.hpp"

#include <algorithm>
#include <array>

namespace wangge {

namespace {

// Sorted: looked up by bisection.
constexpr std::array<std::string_view, 33> kRepairs{"building_across_outer_border",
                                                    "building_code_matched",
                                                    "building_community_differs",
                                                    "building_counts_differ",
                                                    "building_id_repeated",
                                                    "building_in_several_communities",
                                                    "building_many_points",
                                                    "centre_id_twice",
                                                    "communities_overlap",
                                                    "community_code_matched",
                                                    "community_in_pieces",
                                                    "community_unknown",
                                                    "compound_code_matched",
                                                    "compound_name_matched",
                                                    "compound_name_placed",
                                                    "compound_unknown",
                                                    "footprint_crosses_itself",
                                                    "footprint_repeated",
                                                    "footprints_overlap",
                                                    "geometry_part_dropped",
                                                    "hole_outside",
                                                    "households_in_words",
                                                    "households_negative",
                                                    "households_too_many",
                                                    "households_unknown",
                                                    "id_missing",
                                                    "id_repeated",
                                                    "ledger_row_matched",
                                                    "level_unknown",
                                                    "previous_code_padded",
                                                    "record_axes_swapped",
                                                    "record_in_degrees",
                                                    "unit_row_added"};

constexpr std::array<std::string_view, 12> kSetAside{
    "area_expected",    "building_outside_communities", "building_twice",          "community_without_area", "geometry_empty",
    "geometry_missing", "geometry_not_finite",          "geometry_too_few_points", "ledger_row_repeated",    "ledger_row_unused",
    "line_expected",    "previous_unknown_building"};

// Findings that only name what was recognised (an encoding, a system without a label) change no record.
constexpr std::array<std::string_view, 6> kWholeLayer{
    "crs_degrees_under_metres", "crs_prefix_added", "crs_prefix_removed", "crs_swapped", "datum_corrected", "encoding_overruled"};

template <std::size_t N>
bool listed(const std::array<std::string_view, N>& sorted, std::string_view code) {
  return std::binary_search(sorted.begin(), sorted.end(), code);
}

static_assert(std::is_sorted(kRepairs.begin(), kRepairs.end()));
static_assert(std::is_sorted(kSetAside.begin(), kSetAside.end()));
static_assert(std::is_sorted(kWholeLayer.begin(), kWholeLayer.end()));

}  // namespace

Treatment treatment_of(const Finding& finding) {
  if (finding.excluded || listed(kSetAside, finding.code)) return Treatment::set_aside;
  return listed(kRepairs, finding.code) || listed(kWholeLayer, finding.code) ? Treatment::repaired : Treatment::kept;
}

bool repairs_whole_layer(std::string_view code) { return listed(kWholeLayer, code); }

std::string to_text(Treatment treatment) {
  switch (treatment) {
    case Treatment::kept: return "kept";
    case Treatment::repaired: return "repaired";
    case Treatment::set_aside: return "set_aside";
  }
  return "kept";
}

}  // namespace wangge
