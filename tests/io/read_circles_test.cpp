#include "io/read_circles.hpp"

#include <doctest/doctest.h>

#include "io/write_circles.hpp"
#include "tests/io/temporary_folder.hpp"

using namespace wangge;

TEST_CASE("circles file: coverage comes back row by row, truth values included") {
  City city;
  city.crs = "EPSG:4546";
  city.centres.push_back({"z1", "中心", 4, {556500, 4520500}, 0, false, {}});
  CircleReport report;
  for (int i = 0; i < 40; ++i) {
    city.buildings.push_back({});
    city.buildings.back().id = "b" + std::to_string(i);
    city.buildings.back().households = Households(i);
    BuildingCoverage row;
    row.building = i;
    row.point = {556500.0 + i, 4520500};
    row.nearest_centre = i % 5 == 0 ? -1 : 0;
    row.walk_metres = i % 5 == 0 ? -1 : 10.0 * i;
    row.access_kind = "edge";
    row.covered = i % 3 != 1;
    report.coverage.push_back(row);
  }
  report.circles.push_back({0, CircleMode::network, 990, 15, 3, Households(7), {{{{0, 0}, {10, 0}, {10, 10}}, {}}}});
  const test::TemporaryFolder folder;
  const std::string path = folder.file("circles.gpkg");
  REQUIRE(write_circles(city, report, path, RunContext{}).has_value());
  CHECK(is_circles_file(path));
  const Result<CircleReport> back = read_circles(path, city);
  REQUIRE(back.has_value());
  REQUIRE(back->coverage.size() == report.coverage.size());
  for (std::size_t i = 0; i < report.coverage.size(); ++i) {
    CHECK(back->coverage[i].covered == report.coverage[i].covered);
    CHECK(back->coverage[i].nearest_centre == report.coverage[i].nearest_centre);
    CHECK(back->coverage[i].walk_metres == doctest::Approx(report.coverage[i].walk_metres));
  }
  REQUIRE(back->circles.size() == 1);
  CHECK(back->circles[0].households == Households(7));
}
