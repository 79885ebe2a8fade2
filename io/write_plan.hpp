/// Writes a plan as a GeoPackage: grids, cells, findings, violations, communities, plan_info; contract section 3.
/// Guarantees
///  - whole or not at all: an existing file stays untouched until the new one is complete;
///  - single-part areas are polygons, others multipolygons; areas in square metres, perimeters in metres, compactness
///    4 pi A / P^2, all from the geometry as written;
///  - same plan, same plan_info `created`: same bytes. What plan_info lacks (coordinate system, household basis, input hashes)
///    is added from the city.
#pragma once

#include <string>

#include "core/catalogue.hpp"
#include "core/plan.hpp"
#include "core/result.hpp"
#include "core/run_context.hpp"

namespace wangge {

/// Error unwritable_file, cancelled.
/// `language`: of the sentences of an error.
[[nodiscard]] Status write_plan(const City& city, const Plan& plan, const std::string& path, const RunContext& context,
                                Language language = Language::english);

}  // namespace wangge
