#include "render/draw_map.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "render/html_map.hpp"
#include "render/rasterise.hpp"
#include "render/sheet_layout.hpp"
#include "render/svg_writer.hpp"
#include "tests/render/render_world.hpp"

using namespace wangge;

namespace {

/// Names of elements balance, attributes are quoted, no stray markup in text.
bool well_formed(const std::string& xml) {
  std::vector<std::string> open;
  std::size_t at = xml.find("?>");
  at = at == std::string::npos ? 0 : at + 2;
  while ((at = xml.find('<', at)) != std::string::npos) {
    const std::size_t end = xml.find('>', at);
    if (end == std::string::npos) return false;
    const std::string tag = xml.substr(at + 1, end - at - 1);
    if (tag.find('<') != std::string::npos) return false;
    std::size_t quotes = 0;
    for (const char letter : tag) quotes += letter == '"' ? 1 : 0;
    if (quotes % 2 != 0) return false;
    if (tag.front() == '/') {
      if (open.empty() || open.back() != tag.substr(1)) return false;
      open.pop_back();
    } else if (tag.back() != '/') {
      open.push_back(tag.substr(0, tag.find_first_of(" \n")));
    }
    at = end + 1;
  }
  return open.empty();
}

bool is_round(double length) {
  while (length >= 10 - 1e-9) length /= 10;
  while (length < 1 - 1e-9) length *= 10;
  return std::abs(length - 1) < 1e-9 || std::abs(length - 2) < 1e-9 || std::abs(length - 5) < 1e-9;
}

}  // namespace

TEST_CASE("draw_map: nothing needs a name") {
  MapSheet sheet = test::sample_sheet(1);
  sheet.barriers.push_back({BarrierLook::river, "", {}, test::rectangle(100, 100, 500, 140)});
  for (SheetBarrier& barrier : sheet.barriers) barrier.name.clear();
  for (SheetCommunity& community : sheet.communities) community.name.clear();
  for (SheetCompound& compound : sheet.compounds) compound.name.clear();
  for (SheetRoad& road : sheet.roads) road.name.clear();
  for (SheetCentre& centre : sheet.centres) centre.name.clear();
  for (SheetFootprint& footprint : sheet.footprints) footprint.name.clear();
  CHECK(well_formed(draw_map(sheet)));
}

TEST_CASE("draw_map: the SVG is well formed, for names with markup too, with and without data attributes") {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    MapSheet sheet = test::sample_sheet(seed);
    sheet.grids[0].name = "<script>\"'&\x01\xC3";
    CHECK(well_formed(draw_map(sheet)));
    CHECK(well_formed(draw_map(sheet, {.interactive = true})));
    CHECK(draw_map(sheet, {.interactive = true}).find("<script>") == std::string::npos);
    sheet.page = {210, 297};
    CHECK(well_formed(draw_map(sheet)));
    sheet.tables.clear();
    sheet.focus_community = -1;
    CHECK(well_formed(draw_map(sheet)));
  }
  CHECK(well_formed(draw_map(MapSheet{})));
}

TEST_CASE("draw_map: equal sheets give equal bytes") {
  CHECK(draw_map(test::sample_sheet(3)) == draw_map(test::sample_sheet(3)));
  CHECK(html_map(test::sample_sheet(3)) == html_map(test::sample_sheet(3)));
}

TEST_CASE("draw_map: words of the sheet and of the catalogue reach the page") {
  const std::string svg = draw_map(test::sample_sheet(1));
  for (const std::string words :
       {"青松&lt;&amp;&quot;&gt;社区网格划分图", "小黑河", "中山路", "图例", "合计", "2026-11-22", ">北<"})
    CHECK(svg.find(words) != std::string::npos);
  CHECK(svg.find(">map_") == std::string::npos);
}

TEST_CASE("draw_map: grids of the sheet's own community are always numbered") {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    const MapSheet sheet = test::sample_sheet(seed);
    const std::string svg = draw_map(sheet);
    for (const SheetGrid& grid : sheet.grids) CHECK(svg.find('>' + grid.label + "</text>") != std::string::npos);
  }
}

TEST_CASE("html_map: one file without any reference to another, names only as text") {
  MapSheet sheet = test::sample_sheet(2);
  sheet.grids[0].name = "</script><img src=x>";
  const std::string html = html_map(sheet);
  CHECK(html.find("<img") == std::string::npos);
  for (const std::string word : {"src=", "href=", "@import", "fetch(", "innerHTML", "localStorage"})
    CHECK(html.find(word) == (word == "src=" ? html.find("src=x&gt;") : std::string::npos));
  CHECK(html.find("data-households=\"381\"") != std::string::npos);
}

TEST_CASE("sheet layout: scales and lengths are round, the bar is never longer than wanted, the extent fits") {
  for (double denominator = 100; denominator < 2e6; denominator *= 1.07) {
    const ScaleBar bar = scale_bar(denominator, 84);
    CHECK(is_round(bar.part_metres));
    CHECK(bar.part_metres * bar.parts * 1000 / denominator <= 84 * (1 + 1e-9));
    CHECK(bar.part_metres * bar.parts * 1000 / denominator > 84 / 2.6);
    const double round = round_denominator(denominator);
    CHECK(round >= denominator * (1 - 1e-9));
    CHECK(round <= denominator * 1.51);
  }
  MapSheet sheet = test::sample_sheet(1);
  for (const Paper paper : {Paper::a3, Paper::a4, Paper::k8, Paper::k4}) {
    sheet.page = best_page(sheet, paper);
    const SheetLayout layout = lay_out(sheet);
    CHECK(layout.visible().min_x <= 0);
    CHECK(layout.visible().max_x >= 600);
    CHECK(layout.visible().max_y >= 400);
    const Point there = layout.to_page({123, 45}), back = layout.to_ground(there);
    CHECK(back.x == doctest::Approx(123));
    CHECK(back.y == doctest::Approx(45));
  }
}

TEST_CASE("svg_number and SvgPath: two decimals, no locale, rounding does not add up") {
  CHECK(svg_number(12.5) == "12.5");
  CHECK(svg_number(-0.07) == "-.07");
  CHECK(svg_number(3) == "3");
  CHECK(svg_number(-0.001) == "0");
  CHECK(svg_number(0) == "0");
  Polyline line;
  for (int i = 0; i <= 1000; ++i) line.push_back({i * 0.0149, 0});
  SvgPath path;
  path.add_line(line);
  double sum = 0;
  std::string text = path.text().substr(path.text().find('l') + 1);
  for (std::size_t at = 0; at < text.size();) {
    std::size_t used = 0;
    sum += std::stod(text.substr(at), &used);
    at += used;
  }
  CHECK(sum == doctest::Approx(14.9).epsilon(0.0001));
  SvgPath tiny;
  tiny.add_ring(std::vector<Point>{{0, 0}, {0.001, 0}, {0.001, 0.001}});
  CHECK(tiny.empty());
}

TEST_CASE("rasterise: PNG of the wanted size, PDF of one page, equal bytes each time, errors as values") {
  const std::string svg = draw_map(test::sample_sheet(1));
  RasterOptions options;
  options.dots_per_inch = 40;
  options.date = "2026-11-22";
  const Result<std::string> png = rasterise_png(svg, options), pdf = rasterise_pdf(svg, options);
  REQUIRE(png);
  REQUIRE(pdf);
  CHECK(png.value().substr(1, 3) == "PNG");
  // Width stands in bytes 16-19 of a PNG: 420 mm at 40 dpi.
  const std::string& bytes = png.value();
  CHECK((static_cast<unsigned char>(bytes[18]) * 256 + static_cast<unsigned char>(bytes[19])) == 662);
  CHECK(pdf.value().substr(0, 5) == "%PDF-");
  CHECK(pdf.value() == rasterise_pdf(svg, options).value());
  CHECK(png.value() == rasterise_png(svg, options).value());
  CHECK_FALSE(rasterise_png("<svg", options));
  options.dots_per_inch = 1e6;
  CHECK(rasterise_png(svg, options).error().code == ErrorCode::unsupported_format);
}
