#include "render/plan_sheet.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/crs_words.hpp"
#include "render/coverage_sheet.hpp"
#include "render/draw_map.hpp"
#include "render/sheet_words.hpp"
#include "tests/render/render_world.hpp"

using namespace wangge;

namespace {

PlanDrawing two_communities() {
  PlanDrawing drawing;
  drawing.name = "示范区";
  drawing.crs = "EPSG:4546";
  for (int i = 0; i < 2; ++i) {
    Community community;
    community.id = "c" + std::to_string(i);
    community.name = i == 0 ? "青松社区" : "白杨社区";
    community.area = test::rectangle(i * 600, 0, i * 600 + 600, 400);
    drawing.communities.push_back(community);
    int number = 0;
    for (MultiPolygon& area : test::random_partition(12, 8, 6, 50, 7)) {
      for (Point& p : area[0].outer) p.x += i * 600;
      PlanGrid grid;
      grid.code = community.id + "00" + std::to_string(++number);
      grid.community = i;
      grid.households = Households(400);
      grid.area = std::move(area);
      drawing.grids.push_back(std::move(grid));
    }
  }
  drawing.grids[0].kind = GridKind::exclusive;
  Building building;
  building.footprint = test::rectangle(20, 20, 50, 30);
  building.households = Households(60);
  building.community = 0;
  building.point = {35, 25};
  drawing.buildings = {building};
  return drawing;
}

bool has_symbol(const MapSheet& sheet, LegendSymbol symbol) {
  return std::any_of(sheet.legend.begin(), sheet.legend.end(), [&](const LegendEntry& entry) { return entry.symbol == symbol; });
}

}  // namespace

TEST_CASE("plan_sheet: a community's sheet has its name, its grids in a table and a legend of what is drawn") {
  const PlanDrawing drawing = two_communities();
  PlanSheetOptions options;
  options.community_id = "c1";
  const MapSheet sheet = plan_sheet(drawing, options);
  CHECK(sheet.title.find("白杨社区") != std::string::npos);
  REQUIRE(sheet.tables.size() == 1);
  CHECK(sheet.tables[0].rows.size() == 6);
  CHECK(sheet.focus_community == 1);
  CHECK(has_symbol(sheet, LegendSymbol::grid_border));
  CHECK_FALSE(has_symbol(sheet, LegendSymbol::centre));
  CHECK_FALSE(has_symbol(sheet, LegendSymbol::footprint));
  CHECK(sheet.extent.min_x == doctest::Approx(600));
}

TEST_CASE("plan_sheet: a grid has the same colour on every sheet") {
  const PlanDrawing drawing = two_communities();
  const MapSheet all = plan_sheet(drawing);
  PlanSheetOptions options;
  options.community_id = "c0";
  for (const SheetGrid& grid : plan_sheet(drawing, options).grids) {
    for (const SheetGrid& other : all.grids) {
      if (other.code == grid.code) CHECK(other.colour == grid.colour);
    }
  }
}

TEST_CASE("plan_sheet: every word comes from the catalogue, in both languages") {
  const PlanDrawing drawing = two_communities();
  for (const Language language : {Language::english, Language::chinese}) {
    for (const std::string id : {"", "c0"}) {
      PlanSheetOptions options;
      options.language = language;
      options.community_id = id;
      CHECK(draw_map(plan_sheet(drawing, options)).find(">map_") == std::string::npos);
    }
  }
}

TEST_CASE("plan_sheet: empty plans and unknown communities give a sheet, not a failure") {
  CHECK_FALSE(draw_map(plan_sheet({})).empty());
  PlanSheetOptions options;
  options.community_id = "nowhere";
  CHECK(plan_sheet(two_communities(), options).focus_community == -1);
  CHECK(find_community(two_communities(), "nowhere") == -1);
}

TEST_CASE("short_numbers: the shortest endings of at least two characters that tell codes apart") {
  CHECK(short_numbers({"15010201", "15010202"}) == std::vector<std::string>{"01", "02"});
  CHECK(short_numbers({"A101", "A201"}) == std::vector<std::string>{"101", "201"});
  CHECK(short_numbers({"7"}) == std::vector<std::string>{"7"});
  CHECK(short_numbers({"x", "x"}) == std::vector<std::string>{"x", "x"});
}

TEST_CASE("sheet words: classes in both languages, coordinate systems in words") {
  CHECK(barrier_look("river") == BarrierLook::river);
  CHECK(barrier_look("铁路") == BarrierLook::railway);
  CHECK(barrier_look("main_road") == BarrierLook::main_road);
  CHECK(barrier_look("expressway") == BarrierLook::expressway);
  CHECK(footprint_use("住宅", true) == FootprintUse::residential);
  CHECK(footprint_use("", false) == FootprintUse::other);
  CHECK(crs_words(Language::english, "EPSG:4546").find("111E") != std::string::npos);
  CHECK(crs_words(Language::english, "EPSG:4525").find("37") != std::string::npos);
  CHECK(crs_words(Language::english, "EPSG:3826") == "EPSG:3826");
}

TEST_CASE("coverage_sheet: nested bands by radius, uncovered buildings standing out, lowest coverage first") {
  CoverageDrawing drawing;
  const PlanDrawing plan = two_communities();
  drawing.name = plan.name;
  drawing.communities = plan.communities;
  drawing.buildings = plan.buildings;
  for (const double metres : {990.0, 330.0, 660.0}) {
    ServiceCircle circle;
    circle.metres = metres;
    circle.minutes = metres / 66;
    circle.area = test::rectangle(100, 100, 100 + metres / 3, 100 + metres / 3);
    drawing.report.circles.push_back(circle);
  }
  BuildingCoverage row;
  row.building = 0;
  row.point = {35, 25};
  drawing.report.coverage = {row};
  for (int i = 0; i < 2; ++i) {
    AreaCoverage coverage;
    coverage.code = "c" + std::to_string(i);
    coverage.metres = 990;
    coverage.households = Households(100);
    coverage.covered = Households(i == 0 ? 90 : 40);
    drawing.report.by_community.push_back(coverage);
  }
  const MapSheet sheet = coverage_sheet(drawing);
  REQUIRE(sheet.bands.size() == 3);
  CHECK(area(sheet.bands[0].area) < area(sheet.bands[2].area));
  REQUIRE(sheet.footprints.size() == 1);
  CHECK(sheet.footprints[0].uncovered);
  CHECK(has_symbol(sheet, LegendSymbol::uncovered_footprint));
  REQUIRE(sheet.tables.size() == 1);
  CHECK(sheet.tables[0].rows[0][0] == "白杨社区");
  CHECK(sheet.tables[0].rows[0].back() == "40.0%");
  CHECK_FALSE(draw_map(sheet).empty());

  // A job with 1,000 m beside the minutes: heading, table and red buildings all speak of the outermost band, and the gaps say
  // theirs.
  ServiceCircle wider = drawing.report.circles[0];
  wider.metres = 1000, wider.minutes = 1000.0 / 66;
  drawing.report.circles.push_back(wider);
  drawing.report.coverage[0].walk_metres = 995;
  drawing.report.coverage[0].covered = true;
  drawing.report.gaps.push_back({"gap-0001", 1, Households(5), test::rectangle(0, 0, 80, 80)});
  const MapSheet both = coverage_sheet(drawing);
  CHECK(both.bands.size() == 3);
  CHECK(both.footprints[0].uncovered);
  CHECK(both.subtitles[0].find("15分钟（990米）内") != std::string::npos);
  CHECK(std::any_of(both.legend.begin(), both.legend.end(),
                    [](const auto& entry) { return entry.text == "服务盲区（1000米外）"; }));
  ServiceCircle straight = drawing.report.circles[0];
  straight.mode = CircleMode::straight;
  drawing.report.circles.push_back(straight);
  drawing.report.coverage[0].straight_metres = 700;
  CoverageSheetOptions as_the_crow_flies;
  as_the_crow_flies.mode = CircleMode::straight;
  CHECK(coverage_sheet(drawing, as_the_crow_flies).gaps.empty());
  CHECK_FALSE(coverage_sheet(drawing, as_the_crow_flies).footprints[0].uncovered);
  drawing.report.coverage[0].walk_metres = 989;
  CHECK_FALSE(coverage_sheet(drawing).footprints[0].uncovered);
}
