/// Further answers from one table of walks: what each centre and level does, overlap, critical households, capacities, the curve
/// of coverage against the radius, a second walking profile. Guarantees
///  - every figure rests on the walks of the coverage rows: households(by_centre, r) are those of its circle, overlap rows of a
///    radius add up to all households, the curve at a radius is its coverage;
///  - capacity: households go to centres nearest first (ties by place, then centre) while there is room; a building may be
///  divided
///    among centres; centres without a capacity take everybody; the most that any assignment can serve is a maximum flow;
///  - rows for all built centres, levels and radii; deterministic for any number of threads.
/// Units: metres, households. Cost: a sort of the table's pairs.
#pragma once

#include <span>

#include "algorithms/reach/city_reach.hpp"
#include "algorithms/reach/reach_table.hpp"
#include "core/circle_report.hpp"

namespace wangge {

/// `report.coverage` is complete; `centres` are those it was made with, `table` the sites that each of them reaches within the
/// largest radius; `level_land` as LevelLand::covered gives it, or empty. Fills by_centre, by_level, overlap, capacity, curve and
/// profiles.
void answer_more(const CityReach& reach, std::span<const std::int32_t> centres, const ReachTable& table,
                 const std::vector<std::vector<double>>& level_land, CircleReport& report);

}  // namespace wangge
