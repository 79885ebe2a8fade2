/// Reads everything a project file names into one City, in one metric coordinate system.
/// Guarantees
///  - rows keep the order of their files; ids stay text; a record that cannot be used is a finding, never a silent loss
///    (`excluded` = true for building records left out: no geometry, broken coordinates, exact repetition of another record);
///  - points stay points, multipolygons stay together, Z is dropped, curves become lines;
///  - a building without a usable count has 0 households, households_known = false and a finding; fractions are rounded to
///    the nearest whole number, halves up;
///  - two records with one id: equal ones are merged, different ones kept, the later as "id#2"; both reported.
/// Errors: unreadable_file, unknown_layer, missing_column, unknown_crs, bad_encoding, empty_layer, cancelled; each names file
/// and layer, what exists instead and what to do.
#pragma once

#include "core/city.hpp"
#include "core/project.hpp"
#include "core/result.hpp"
#include "core/run_context.hpp"

namespace wangge {

[[nodiscard]] Result<City> read_city(const Project& project, const RunContext& context);

}  // namespace wangge
