#include "io/working_crs.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace wangge;

TEST_CASE("the metric system of a place") {
  CHECK(crs_of_place({111.67, 40.84}) == "EPSG:4546");   // Hohhot
  CHECK(crs_of_place({120.0, 26.9}) == "EPSG:4549");     // Xiapu
  CHECK(crs_of_place({121.53, 25.05}) == "EPSG:32651");  // Taipei
  CHECK(crs_of_place({-51.2, -30.0}) == "EPSG:32722");   // Porto Alegre
  CHECK(crs_of_place({24.94, 60.17}) == "EPSG:32635");   // Helsinki
}

TEST_CASE("a wanted system must be projected and in metres") {
  CHECK(choose_working_crs("EPSG:4546", {}, Language::english)->name == "EPSG:4546");
  CHECK(choose_working_crs("EPSG:4490", {111.67, 40.84}, Language::english).error().advice.find("EPSG:4546") !=
        std::string::npos);
  CHECK_FALSE(choose_working_crs("EPSG:2232", {}, Language::english).has_value());
  CHECK(choose_working_crs("EPSG:999999", {}, Language::english).error().code == ErrorCode::unknown_crs);
}

TEST_CASE("coordinates change in batches, always east before north") {
  const auto change = CoordinateChange::between("EPSG:4490", "EPSG:4546", Language::english);
  REQUIRE(change.has_value());
  std::vector<Point> points{{111, 40.84}, {111.67, 40.84}, {std::nan(""), 1}};
  CHECK(change->apply(points) == 1);
  CHECK(points[0].x == doctest::Approx(500000));
  CHECK(points[1].x > 550000);
  CHECK(points[1].y > 4500000);
}

TEST_CASE("equal systems are seen as equal") {
  CHECK(same_crs("EPSG:4546", crs_facts("EPSG:4546", Language::english)->wkt));
  CHECK_FALSE(same_crs("EPSG:4546", "EPSG:4547"));
}
