#include "core/datum.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "io/working_crs.hpp"

using namespace wangge;

TEST_CASE("datum: GCJ-02 lies 591 m towards 76 degrees at Hohhot, 388 m at Yinchuan, BD-09 beyond a kilometre") {
  struct Known {
    Place at;
    double gcj;
  };
  for (const Known& k : {Known{{111.67, 40.82}, 591}, Known{{106.23, 38.49}, 388}}) {
    const auto change = CoordinateChange::between("EPSG:4490", crs_of_place(k.at), Language::english);
    REQUIRE(change);
    const auto moved = [&](Datum datum) {
      const Place there = shifted_place(k.at, datum);
      return *change->apply(Point{there.longitude, there.latitude}) - *change->apply(Point{k.at.longitude, k.at.latitude});
    };
    const Point gcj = moved(Datum::gcj02), bd = moved(Datum::bd09);
    CHECK(std::hypot(gcj.x, gcj.y) == doctest::Approx(k.gcj).epsilon(0.02));
    CHECK(std::hypot(bd.x, bd.y) > 1000);
    CHECK(std::hypot(bd.x, bd.y) < 1500);
  }
}

TEST_CASE("datum: the way back is exact to a micrometre, and places outside China stay") {
  for (double longitude = 75; longitude < 134; longitude += 3.7)
    for (double latitude = 18; latitude < 54; latitude += 2.9)
      for (const Datum datum : {Datum::gcj02, Datum::bd09}) {
        const Place back = plain_place(shifted_place({longitude, latitude}, datum), datum);
        CHECK(std::abs(back.longitude - longitude) < 1e-9);
        CHECK(std::abs(back.latitude - latitude) < 1e-9);
      }
  const Place paris = shifted_place({2.35, 48.86}, Datum::gcj02);
  CHECK(paris.longitude == 2.35);
  CHECK(datum_named("gcj-02") == Datum::gcj02);
  CHECK(datum_named("火星坐标") == Datum::gcj02);
  CHECK(datum_named("Baidu") == Datum::bd09);
  CHECK(!datum_named("NAD27"));
}
