/// Private to io: the tables of a circles file beside circles and coverage (coverage_by_centre, _by_level, _by_profile,
/// coverage_overlap, coverage_curve). Tables without rows are left out.
#pragma once

#include "core/circle_report.hpp"
#include "core/city.hpp"
#include "io/geopackage_file.hpp"

namespace wangge {

void write_answers(GeoPackageFile& file, const City& city, const CircleReport& report);

}  // namespace wangge
