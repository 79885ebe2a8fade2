#include <algorithm>

#include "cli/commands.hpp"
#include "cli/plan_drawing.hpp"
#include "io/context_layers.hpp"
#include "io/read_circles.hpp"
#include "io/read_plan.hpp"
#include "io/read_sites.hpp"
#include "io/whole_file.hpp"

namespace wangge {

namespace {

std::string ending(const std::string& path) {
  const std::size_t dot = path.rfind('.');
  std::string out = dot == std::string::npos ? "" : path.substr(dot + 1);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

Result<MapSheet> sheet_of_circles(const Arguments& arguments, const Console& console, City city, const std::string& date) {
  Result<CircleReport> report = read_circles(arguments.plans[0], city, console.language);
  if (!report) return report.error();
  const CoverageDrawing drawing = coverage_drawing(std::move(city), std::move(*report), date);
  CoverageSheetOptions options;
  options.language = console.language;
  options.community_id = arguments.community;
  if (arguments.mode == "straight") options.mode = CircleMode::straight;
  return coverage_sheet(drawing, options);
}

Result<MapSheet> sheet_of_sites(const Arguments& arguments, const Console& console, City city, const std::string& date) {
  Result<SitingReport> sites = read_sites(arguments.plans[0], console.language);
  if (!sites) return sites.error();
  Result<std::vector<BuildingCoverage>> coverage = read_site_coverage(arguments.plans[0], city, console.language);
  if (!coverage) return coverage.error();
  CoverageDrawing drawing = coverage_drawing(std::move(city), CircleReport{}, date);
  drawing.report.coverage = std::move(*coverage);
  drawing.sites = std::move(*sites);
  CoverageSheetOptions options;
  options.language = console.language;
  options.community_id = arguments.community;
  return coverage_sheet(drawing, options);
}

Result<MapSheet> sheet_of_plan(const Arguments& arguments, const Console& console, City city, const std::string& date) {
  Result<Plan> plan = read_plan(arguments.plans[0], city, console.language);
  if (!plan) return plan.error();
  const PlanDrawing drawing = plan_drawing(std::move(city), std::move(*plan), date);
  PlanSheetOptions options;
  options.language = console.language;
  options.community_id = arguments.community;
  if (!arguments.community.empty() && find_community(drawing, arguments.community) < 0)
    return Error{ErrorCode::invalid_input, say(console.language, "no_such_community", {arguments.community}), arguments.plans[0],
                 say(console.language, "no_such_community_advice")};
  return plan_sheet(drawing, options);
}

}  // namespace

int run_map(const Arguments& arguments, Console& console) {
  const std::string kind = ending(arguments.output);
  if (kind != "png" && kind != "svg" && kind != "pdf" && kind != "html")
    return console.fail({ErrorCode::unsupported_format, say(console.language, "map_format", {kind}), arguments.output,
                         say(console.language, "map_format_advice")});
  Result<City> city = map_background(arguments, console);
  if (!city) return console.fail(city.error());
  const std::string date = read_info(arguments.plans[0], "created", console.language).substr(0, 10);
  const auto draw = is_circles_file(arguments.plans[0]) ? sheet_of_circles
                    : is_sites_file(arguments.plans[0]) ? sheet_of_sites
                                                        : sheet_of_plan;
  const Result<MapSheet> sheet = draw(arguments, console, std::move(*city), date);
  if (!sheet) return console.fail(sheet.error());
  const Result<std::string> bytes = picture_of(*sheet, kind, {arguments.dpi, date, console.language});
  if (!bytes) return console.fail(bytes.error());
  if (const Status written = write_bytes(arguments.output, *bytes, console.language); !written)
    return console.fail(written.error());
  console.message(say(console.language, "written", {arguments.output}));
  return static_cast<int>(Exit::done);
}

}  // namespace wangge
