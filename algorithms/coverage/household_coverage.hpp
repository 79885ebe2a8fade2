/// Household coverage by community and by grid: how many households live within each radius of some centre.
/// Guarantees
///  - one row per area x mode x radius, areas in the order of the input, also those without households;
///  - every building counts in at most one community: the one its record names, else the first whose area holds its point;
///  - covered counts the buildings whose `walk_metres` (network) or `straight_metres` (straight) is within the radius.
/// Units: metres, households. Cost: O(buildings x radii), plus a search by location where records name no community.
#pragma once

#include <span>
#include <vector>

#include "core/circle_report.hpp"
#include "core/city.hpp"
#include "core/plan.hpp"
#include "core/run_context.hpp"

namespace wangge {

[[nodiscard]] std::vector<AreaCoverage> coverage_by_community(const City& city, std::span<const BuildingCoverage> coverage,
                                                              std::span<const CircleMode> modes);

/// The rows of coverage_by_community added up by sub-district (街道); none where communities name none. Without areas.
[[nodiscard]] std::vector<AreaCoverage> coverage_by_subdistrict(const City& city, std::span<const AreaCoverage> by_community);

/// The same by grid of a plan, for the modes and radii of the report, with the land of each grid that is within reach
/// (measure_covered_land). Buildings without a grid count nowhere; micro grids have no rows.
[[nodiscard]] std::vector<AreaCoverage> coverage_by_grid(const City& city, const Plan& plan, const CircleReport& report,
                                                         const RunContext& run);

}  // namespace wangge
