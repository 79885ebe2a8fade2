/// How much of the land of communities and grids lies within reach of some centre.
/// Guarantees: exact up to rounding for the polygons of the report; shares of land say nothing of households.
/// Units: square metres. Cost: for every area the edges of the covered land near it.
#pragma once

#include <span>

#include "core/circle_report.hpp"
#include "core/run_context.hpp"

namespace wangge {

/// Fills `square_metres` and `covered_square_metres` of the rows that have an area and a covered land of their mode and radius.
void measure_covered_land(std::span<AreaCoverage> rows, std::span<const CoveredLand> covered, const RunContext& run);

}  // namespace wangge
