#include "cli/plan_drawing.hpp"

#include "algorithms/validate/prepare_city.hpp"
#include "cli/load_city.hpp"
#include "io/context_layers.hpp"
#include "render/draw_map.hpp"
#include "render/html_map.hpp"
#include "render/rasterise.hpp"

namespace wangge {

Result<City> map_background(const Arguments& arguments, Console& console) {
  if (arguments.city.empty()) {
    Result<City> city = read_context(arguments.plans[0], console.language);
    if (city && arguments.language.empty() && read_info(arguments.plans[0], "language") == "zh")
      console.language = Language::chinese;
    return city;
  }
  RunContext run;
  Result<LoadedCity> loaded = load_city(arguments, console, run);
  if (!loaded) return loaded.error();
  return prepare_city(std::move(loaded->city), console.language, run.threads);
}

PlanDrawing plan_drawing(City city, Plan plan, const std::string& date) {
  PlanDrawing drawing;
  drawing.name = city.name;
  drawing.grids = std::move(plan.grids);
  std::erase_if(drawing.grids, [](const PlanGrid& grid) { return grid.kind == GridKind::micro; });
  drawing.cells = std::move(plan.cells);
  drawing.violations = std::move(plan.violations);
  drawing.communities = std::move(city.communities);
  drawing.buildings = std::move(city.buildings);
  if (city.building_geometry == BuildingGeometry::cells)  // their polygons are land, which would hide the grids
    for (Building& building : drawing.buildings) building.footprint.clear();
  drawing.compounds = std::move(city.compounds);
  drawing.barriers = std::move(city.barriers);
  drawing.roads = std::move(city.walk_lines);
  drawing.centres = std::move(city.centres);
  drawing.gates = std::move(city.gates);
  drawing.crs = city.crs;
  drawing.household_basis = city.household_basis;
  drawing.date = date;
  drawing.maker = city.prepared_by;
  return drawing;
}

CoverageDrawing coverage_drawing(City city, CircleReport report, const std::string& date) {
  CoverageDrawing drawing;
  drawing.name = city.name;
  drawing.communities = std::move(city.communities);
  drawing.buildings = std::move(city.buildings);
  drawing.barriers = std::move(city.barriers);
  drawing.roads = std::move(city.walk_lines);
  drawing.centres = std::move(city.centres);
  for (AreaCoverage& row : report.by_community)
    if (row.area.empty())
      for (const Community& c : drawing.communities)
        if (c.id == row.code) row.area = c.area;
  drawing.report = std::move(report);
  drawing.crs = city.crs;
  drawing.household_basis = city.household_basis;
  drawing.date = date;
  drawing.maker = city.prepared_by;
  return drawing;
}

Paper paper_of(const std::string& name) {
  if (name == "A4" || name == "a4") return Paper::a4;
  if (name == "8K" || name == "8k") return Paper::k8;
  if (name == "4K" || name == "4k") return Paper::k4;
  return Paper::a3;
}

Result<std::string> picture_of(const MapSheet& sheet, const std::string& kind, const PictureOptions& options) {
  if (kind == "html") return html_map(sheet);
  std::string svg = draw_map(sheet);
  if (kind == "svg") return svg;
  RasterOptions raster;
  raster.dots_per_inch = options.dpi;
  raster.title = sheet.title;
  raster.date = options.date;
  raster.language = options.language;
  return kind == "png" ? rasterise_png(svg, raster) : rasterise_pdf(svg, raster);
}

}  // namespace wangge
