#include "io/layer_crs.hpp"

#include <doctest/doctest.h>

using namespace wangge;

namespace {

Box around(double x, double y, double size) { return {x - size, y - size, x + size, y + size}; }
constexpr Place kHohhot{111.67, 40.84};

LayerCrs recognised(const std::string& declared, const Box& box, std::optional<Place> others = std::nullopt) {
  return recognise_crs(declared, box, others, {}, Language::english);
}

}  // namespace

TEST_CASE("a label that fits its numbers is believed without remark") {
  const LayerCrs crs = recognised("EPSG:4546", around(556000, 4522000, 5000));
  CHECK(crs.remark.empty());
  CHECK(crs.place->longitude == doctest::Approx(111.67).epsilon(0.001));
}

TEST_CASE("numbers without a label") {
  CHECK(recognised("", around(111.67, 40.84, 0.1)).definition == "EPSG:4490");
  CHECK(recognised("", around(-51.2, -30, 0.1)).definition == "EPSG:4326");
  CHECK(recognised("", around(37556000, 4522000, 5000)).definition == "EPSG:4525");
  CHECK(recognised("", around(19556000, 4522000, 5000)).definition == "EPSG:4497");
  CHECK(recognised("", around(556000, 4522000, 5000)).remark == "crs_local");
  const LayerCrs by_place = recognised("", around(556000, 4522000, 5000), kHohhot);
  CHECK(by_place.definition == "EPSG:4546");
  CHECK(by_place.remark == "crs_from_neighbours");
}

TEST_CASE("wrong labels and swapped axes are repaired") {
  CHECK(recognised("EPSG:4546", around(111.67, 40.84, 0.1)).remark == "crs_degrees_under_metres");
  const LayerCrs prefixed = recognised("EPSG:4546", around(37556000, 4522000, 5000));
  CHECK(prefixed.remark == "crs_prefix_removed");
  CHECK(prefixed.shift_x == -37e6);
  const LayerCrs lacking = recognised("EPSG:4525", around(556000, 4522000, 5000), kHohhot);
  CHECK(lacking.remark == "crs_prefix_added");
  CHECK(lacking.place->longitude == doctest::Approx(111.67).epsilon(0.001));
  const LayerCrs turned = recognised("EPSG:4326", around(40.84, 111.67, 0.1), kHohhot);
  CHECK(turned.swapped);
  CHECK(recognised("", around(40.84, 111.67, 0.1)).swapped);
  CHECK(recognised("EPSG:4546", around(4522000, 556000, 5000), kHohhot).swapped);
}
