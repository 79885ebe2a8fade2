/// Writes service circles and coverage as a GeoPackage: circles, coverage, coverage_by_community, coverage_by_grid, gaps,
/// service_lines (contract section 3), findings and circles_info.
/// Guarantees: whole or not at all; distances that do not exist are NULL; ids are text; same report, same `created`: same bytes.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/catalogue.hpp"
#include "core/circle_report.hpp"
#include "core/city.hpp"
#include "core/result.hpp"
#include "core/run_context.hpp"

namespace wangge {

/// `info` are rows of circles_info; its "created" (ISO 8601) also dates the file. Error unwritable_file, cancelled.
[[nodiscard]] Status write_circles(const City& city, const CircleReport& report, const std::string& path,
                                   const RunContext& context, const std::vector<std::pair<std::string, std::string>>& info = {},
                                   Language language = Language::english);

}  // namespace wangge
