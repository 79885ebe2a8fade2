/// From a plan and its city to what a map is drawn from; shared by map, atlas, report and handover.
#pragma once

#include <string>

#include "cli/arguments.hpp"
#include "cli/console.hpp"
#include "core/city.hpp"
#include "render/coverage_sheet.hpp"
#include "render/plan_sheet.hpp"

namespace wangge {

/// With a project file everything in it, else what the result file itself holds. Takes over the language of either.
[[nodiscard]] Result<City> map_background(const Arguments& arguments, Console& console);
/// Micro grids are left out.
[[nodiscard]] PlanDrawing plan_drawing(City city, Plan plan, const std::string& date);
[[nodiscard]] CoverageDrawing coverage_drawing(City city, CircleReport report, const std::string& date);
[[nodiscard]] Paper paper_of(const std::string& name);
/// Drawn sheet in a format: "svg", "png", "pdf", "html". Error internal, unsupported_format.
struct PictureOptions {
  double dpi = 150;
  std::string date;
  Language language = Language::english;
};
[[nodiscard]] Result<std::string> picture_of(const MapSheet& sheet, const std::string& kind, const PictureOptions& options);

}  // namespace wangge
