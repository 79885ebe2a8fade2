#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "algorithms/validate/prepare_city.hpp"
#include "cli/commands.hpp"
#include "cli/load_city.hpp"
#include "io/context_layers.hpp"
#include "io/read_circles.hpp"
#include "io/read_plan.hpp"
#include "io/whole_file.hpp"
#include "render/coverage_sheet.hpp"
#include "render/draw_map.hpp"
#include "render/html_map.hpp"
#include "render/plan_sheet.hpp"
#include "render/rasterise.hpp"

namespace wangge {

namespace {

std::string ending(const std::string& path) {
  const std::size_t dot = path.rfind('.');
  std::string out = dot == std::string::npos ? "" : path.substr(dot + 1);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

/// With a project file everything in it is drawn, else what the result file itself holds.
Result<City> background(const Arguments& arguments, Console& console) {
  if (arguments.city.empty()) {
    Result<City> city = read_context(arguments.plans[0]);
    if (city && arguments.language.empty() && read_info(arguments.plans[0], "language") == "zh")
      console.language = Language::chinese;
    return city;
  }
  RunContext run;
  Result<LoadedCity> loaded = load_city(arguments, console, run);
  if (!loaded) return loaded.error();
  return prepare_city(std::move(loaded->city), console.language);
}

Result<MapSheet> sheet_of_circles(const Arguments& arguments, const Console& console, City city, const std::string& date) {
  Result<CircleReport> report = read_circles(arguments.plans[0], city);
  if (!report) return report.error();
  CoverageDrawing drawing;
  drawing.name = city.name;
  drawing.communities = std::move(city.communities);
  drawing.buildings = std::move(city.buildings);
  drawing.barriers = std::move(city.barriers);
  drawing.roads = std::move(city.walk_lines);
  drawing.centres = std::move(city.centres);
  for (AreaCoverage& row : report->by_community)
    if (row.area.empty())
      for (const Community& c : drawing.communities)
        if (c.id == row.code) row.area = c.area;
  drawing.report = std::move(*report);
  drawing.crs = city.crs;
  drawing.household_basis = city.household_basis;
  drawing.date = date;
  CoverageSheetOptions options;
  options.language = console.language;
  options.community_id = arguments.community;
  if (arguments.mode == "straight") options.mode = CircleMode::straight;
  return coverage_sheet(drawing, options);
}

Result<MapSheet> sheet_of_plan(const Arguments& arguments, const Console& console, City city, const std::string& date) {
  Result<Plan> plan = read_plan(arguments.plans[0], city);
  if (!plan) return plan.error();
  PlanDrawing drawing;
  drawing.name = city.name;
  drawing.grids = std::move(plan->grids);
  std::erase_if(drawing.grids, [](const PlanGrid& grid) { return grid.kind == GridKind::micro; });
  drawing.cells = std::move(plan->cells);
  drawing.violations = std::move(plan->violations);
  drawing.communities = std::move(city.communities);
  drawing.buildings = std::move(city.buildings);
  drawing.compounds = std::move(city.compounds);
  drawing.barriers = std::move(city.barriers);
  drawing.roads = std::move(city.walk_lines);
  drawing.centres = std::move(city.centres);
  drawing.gates = std::move(city.gates);
  drawing.crs = city.crs;
  drawing.household_basis = city.household_basis;
  drawing.date = date;
  PlanSheetOptions options;
  options.language = console.language;
  options.community_id = arguments.community;
  if (!arguments.community.empty() && find_community(drawing, arguments.community) < 0)
    return Error{ErrorCode::invalid_input, say(console.language, "no_such_community", {arguments.community}), arguments.plans[0],
                 say(console.language, "no_such_community_advice")};
  return plan_sheet(drawing, options);
}

Result<std::string> picture(const MapSheet& sheet, const std::string& kind, const Arguments& arguments, const Console& console,
                            const std::string& date) {
  if (kind == "html") return html_map(sheet);
  std::string svg = draw_map(sheet);
  if (kind == "svg") return svg;
  RasterOptions options;
  options.dots_per_inch = arguments.dpi;
  options.title = sheet.title;
  options.date = date;
  options.language = console.language;
  return kind == "png" ? rasterise_png(svg, options) : rasterise_pdf(svg, options);
}

}  // namespace

int run_map(const Arguments& arguments, Console& console) {
  const std::string kind = ending(arguments.output);
  if (kind != "png" && kind != "svg" && kind != "pdf" && kind != "html")
    return console.fail({ErrorCode::unsupported_format, say(console.language, "map_format", {kind}), arguments.output,
                         say(console.language, "map_format_advice")});
  Result<City> city = background(arguments, console);
  if (!city) return console.fail(city.error());
  const std::string date = read_info(arguments.plans[0], "created").substr(0, 10);
  const Result<MapSheet> sheet = is_circles_file(arguments.plans[0])
                                     ? sheet_of_circles(arguments, console, std::move(*city), date)
                                     : sheet_of_plan(arguments, console, std::move(*city), date);
  if (!sheet) return console.fail(sheet.error());
  const Result<std::string> bytes = picture(*sheet, kind, arguments, console, date);
  if (!bytes) return console.fail(bytes.error());
  if (const Status written = write_bytes(arguments.output, *bytes, console.language); !written)
    return console.fail(written.error());
  console.message(say(console.language, "written", {arguments.output}));
  return static_cast<int>(Exit::done);
}

}  // namespace wangge
