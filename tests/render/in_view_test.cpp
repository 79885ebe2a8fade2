#include "render/in_view.hpp"

#include <doctest/doctest.h>

namespace wangge {

TEST_CASE("in_view: the shape counts, not its box") {
  const Box window{0, 0, 10, 10};
  const MultiPolygon around{{{{-5, -5}, {15, -5}, {15, 15}, {-5, 15}}, {}}};
  CHECK(area_in_view(around, window));
  CHECK_FALSE(outline_in_view(around, window));
  const MultiPolygon bent{{{{-20, -20}, {30, -20}, {30, 30}, {29, 30}, {29, -19}, {-20, -19}}, {}}};
  CHECK(bounds(bent).intersects(window));
  CHECK_FALSE(area_in_view(bent, window));
  CHECK(lines_in_view({{{-5, 5}, {15, 6}}}, window));
  CHECK_FALSE(lines_in_view({{{-5, 5}, {5, 15.5}}}, window));
  CHECK_FALSE(lines_in_view({{{20, 0}, {20, 10}}}, window));
  CHECK_FALSE(lines_in_view({}, window));
}

}  // namespace wangge
