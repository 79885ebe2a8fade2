#include "io/write_plan.hpp"

#include <doctest/doctest.h>

#include <numbers>

#include "io/export_plan.hpp"
#include "io/layer_info.hpp"
#include "io/read_circles.hpp"
#include "io/read_plan.hpp"
#include "io/write_circles.hpp"
#include "tests/io/small_plan.hpp"
#include "tests/io/temporary_folder.hpp"

using namespace wangge;

TEST_CASE("a plan comes back as it was written, twice the same bytes") {
  const test::TemporaryFolder folder;
  const City city = test::small_city();
  const Plan plan = test::small_plan();
  REQUIRE(write_plan(city, plan, folder.file("p.gpkg"), RunContext()).has_value());
  REQUIRE(write_plan(city, plan, folder.file("q.gpkg"), RunContext()).has_value());
  CHECK(folder.read("p.gpkg") == folder.read("q.gpkg"));
  CHECK(folder.count() == 2);

  const auto back = read_plan(folder.file("p.gpkg"), city);
  REQUIRE(back.has_value());
  REQUIRE(back->grids.size() == 2);
  CHECK(back->grids[0].code == "150105001001001");
  CHECK(back->grids[0].area[0].outer == plan.grids[0].area[0].outer);
  CHECK(back->grids[1].area.size() == 2);
  CHECK(back->grids[0].status == GridStatus::too_small);
  CHECK(back->grids[0].walk_minutes == -1);
  CHECK(back->cells[0].building == 0);
  CHECK(back->cells[0].compound == 0);
  CHECK(back->cells[1].building == -1);
  CHECK(back->communities[0].proof == Proof::optimal);

  const auto layers = read_plan_layers(folder.file("p.gpkg"));
  REQUIRE(layers.has_value());
  CHECK(layers->crs == "EPSG:4546");
  CHECK(layers->grids.find("area_m2")->number(0) == doctest::Approx(5000));
  CHECK(layers->grids.find("compactness")->number(0) == doctest::Approx(4 * std::numbers::pi * 5000 / (300.0 * 300.0)));
  CHECK(layers->grids.find("walk_minutes")->missing[0] == 1);
  CHECK(layers->cells.find("compound_id")->text(0) == "甲小区");
  CHECK(layers->info.front().second == "2026-01-02T03:04:05.000Z");
}

TEST_CASE("a failed or cancelled write leaves the former file and nothing else") {
  const test::TemporaryFolder folder;
  folder.write("p.gpkg", "former");
  RunContext context;
  context.cancel();
  CHECK(write_plan(test::small_city(), test::small_plan(), folder.file("p.gpkg"), context).error().code == ErrorCode::cancelled);
  CHECK(folder.read("p.gpkg") == "former");
  CHECK(folder.count() == 1);
  CHECK(write_plan(test::small_city(), test::small_plan(), folder.file("none/p.gpkg"), RunContext()).error().code ==
        ErrorCode::unwritable_file);
}

TEST_CASE("a file of several layers without grids is no plan, in the language asked for, with what would be one") {
  const test::TemporaryFolder folder;
  const City city = test::small_city();
  REQUIRE(write_circles(city, CircleReport{}, folder.file("c.gpkg"), RunContext()).has_value());
  const Error english = read_plan(folder.file("c.gpkg"), city).error(),
              chinese = read_plan(folder.file("c.gpkg"), city, Language::chinese).error();
  CHECK(english.code == ErrorCode::unknown_layer);
  CHECK(english.message.find("no plan") != std::string::npos);
  CHECK(english.advice.find("coverage") != std::string::npos);  // the layers that are there
  CHECK(chinese.message.find("不是划分方案") != std::string::npos);
  CHECK(chinese.advice.find("coverage") != std::string::npos);
  CHECK(read_plan_layers(folder.file("c.gpkg"), Language::chinese).error().message == chinese.message);

  REQUIRE(write_plan(city, test::small_plan(), folder.file("p.gpkg"), RunContext()).has_value());
  CHECK(read_circles(folder.file("p.gpkg"), city, Language::chinese).error().message.find("没有图层") != std::string::npos);
  CHECK(read_circles(folder.file("p.gpkg"), city).error().message.find("no layer") != std::string::npos);
}

TEST_CASE("errors of writing come in the language asked for") {
  const test::TemporaryFolder folder;
  const auto english = write_plan(test::small_city(), test::small_plan(), folder.file("none/p.gpkg"), RunContext());
  const auto chinese =
      write_plan(test::small_city(), test::small_plan(), folder.file("none/p.gpkg"), RunContext(), Language::chinese);
  CHECK(english.error().message.find("does not exist") != std::string::npos);
  CHECK(chinese.error().message.find("不存在") != std::string::npos);
}

TEST_CASE("an export of several files: all of them or none, nothing stale beside them") {
  const test::TemporaryFolder folder;
  REQUIRE(write_plan(test::small_city(), test::small_plan(), folder.file("p.gpkg"), RunContext()).has_value());
  REQUIRE(export_plan(folder.file("p.gpkg"), folder.file("b.shp")).has_value());
  folder.write("b.qix", "old index");
  folder.write("b.prj", "old label");
  REQUIRE(export_plan(folder.file("p.gpkg"), folder.file("b.shp")).has_value());
  CHECK_FALSE(std::filesystem::exists(folder.file("b.qix")));
  CHECK(folder.read("b.prj").find("CGCS2000") != std::string::npos);
  // The last of the files cannot be placed: a folder stands there.
  const std::string shape = folder.read("b.shp");
  std::filesystem::remove(folder.file("b_fields.csv"));
  std::filesystem::create_directory(folder.file("b_fields.csv"));
  folder.write("b.shp", "former");
  const std::size_t files = folder.count();
  const auto refused = export_plan(folder.file("p.gpkg"), folder.file("b.shp"));
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == ErrorCode::unwritable_file);
  CHECK(folder.read("b.shp") == "former");
  CHECK(folder.count() == files);
  std::filesystem::remove(folder.file("b_fields.csv"));
  REQUIRE(export_plan(folder.file("p.gpkg"), folder.file("b.shp")).has_value());
  CHECK(folder.read("b.shp") == shape);
}

TEST_CASE("circles: unreachable distances are NULL") {
  const test::TemporaryFolder folder;
  CircleReport report;
  BuildingCoverage row;
  row.building = 0;
  row.point = {500010, 4500010};
  report.coverage.push_back(row);
  REQUIRE(write_circles(test::small_city(), report, folder.file("c.gpkg"), RunContext()).has_value());
  const auto info = file_info(folder.file("c.gpkg"), Language::english);
  REQUIRE(info.has_value());
  CHECK(info->layers.size() == 8);
}

TEST_CASE("GBK shapefiles carry both signs of their encoding and whole characters") {
  const test::TemporaryFolder folder;
  REQUIRE(write_plan(test::small_city(), test::small_plan(), folder.file("p.gpkg"), RunContext()).has_value());
  ExportOptions options;
  options.encoding = "GBK";
  options.chinese_fields = true;
  options.language = Language::chinese;
  REQUIRE(export_plan(folder.file("p.gpkg"), folder.file("网格.shp"), options).has_value());
  CHECK(folder.read("网格.dbf")[29] == '\x4D');
  CHECK(folder.read("网格.cpg") == "GBK");
  CHECK(folder.read("网格_fields.csv").find("网格编码,grid_code") != std::string::npos);
  const auto grids = read_plan_layers(folder.file("网格.shp"));
  REQUIRE(grids.has_value());
  CHECK(grids->grids.find("网格编码")->text(0) == "150105001001001");
  CHECK(grids->grids.find("网格类型")->text(0) == "综合");
  const std::string reason = grids->grids.find("原因")->text(0);
  CHECK(reason.size() == 127 * 3);  // 254 bytes of GBK
  CHECK(read_plan(folder.file("网格.shp"), test::small_city())->grids[1].code == "150105001001002");
}

TEST_CASE("other formats, and those that are refused") {
  const test::TemporaryFolder folder;
  REQUIRE(write_plan(test::small_city(), test::small_plan(), folder.file("p.gpkg"), RunContext()).has_value());
  for (const char* name : {"a.geojson", "a.fgb", "a.kml", "a.gpkg", "a.shp"}) {
    CAPTURE(name);
    REQUIRE(export_plan(folder.file("p.gpkg"), folder.file(name)).has_value());
    CHECK(file_info(folder.file(name), Language::english).has_value());
  }
  CHECK(folder.read("a.dbf").find("WGBM") != std::string::npos);
  CHECK(export_plan(folder.file("p.gpkg"), folder.file("a.parquet")).error().code == ErrorCode::unsupported_format);
  ExportOptions options;
  options.chinese_fields = true;
  CHECK(export_plan(folder.file("p.gpkg"), folder.file("b.shp"), options).error().code == ErrorCode::unsupported_format);
  options = {};
  options.layers = {"grid"};
  CHECK(export_plan(folder.file("p.gpkg"), folder.file("b.shp"), options).error().code == ErrorCode::unknown_layer);
}

TEST_CASE("a hand-drawn plan: grids only, codes in the Chinese schema, another system") {
  const test::TemporaryFolder folder;
  REQUIRE(write_plan(test::small_city(), test::small_plan(), folder.file("p.gpkg"), RunContext()).has_value());
  ExportOptions options;
  options.layers = {"grids"};
  REQUIRE(export_plan(folder.file("p.gpkg"), folder.file("drawn.geojson"), options).has_value());
  const auto plan = read_plan(folder.file("drawn.geojson"), test::small_city());
  REQUIRE(plan.has_value());
  CHECK(plan->cells.empty());
  CHECK(plan->grids[0].community == 0);
  CHECK(area(plan->grids[0].area) == doctest::Approx(5000).epsilon(0.001));
}

TEST_CASE("roles are guessed from names and geometry") {
  CHECK(guess_role("建筑物", "Polygon", {"id", "户数", "层数"}) == "buildings");
  CHECK(guess_role("communities", "Multi Polygon", {"community_id"}) == "communities");
  CHECK(guess_role("walk_network", "Line String", {"from_node", "to_node"}) == "walk_network");
  CHECK(guess_role("layer1", "Point", {"a"}).empty());
}
