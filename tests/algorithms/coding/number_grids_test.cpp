#include "algorithms/coding/number_grids.hpp"

#include <doctest/doctest.h>

using namespace wangge;

namespace {
MultiPolygon square(double x, double y) { return {{{{x, y}, {x + 10, y}, {x + 10, y + 10}, {x, y + 10}}, {}}}; }
}  // namespace

TEST_CASE("coding: rows from north to south, west to east within a row") {
  const std::vector<MultiPolygon> areas{square(10, 0), square(0, 0), square(10, 10), square(0, 11)};
  CHECK(order_of_grids(areas) == std::vector<std::size_t>{3, 2, 1, 0});
}

TEST_CASE("coding: fifteen digits after a twelve-digit community code, else a dash") {
  CHECK(grid_code({}, "159901001001", 7) == "159901001001007");
  CHECK(grid_code({}, "A6301-09", 12) == "A6301-09-012");
  CHECK(grid_code({}, "15990100100X", 7) == "15990100100X-007");
}

TEST_CASE("coding: numbers in Chinese words") {
  CHECK(chinese_number(1) == "一");
  CHECK(chinese_number(10) == "十");
  CHECK(chinese_number(12) == "十二");
  CHECK(chinese_number(20) == "二十");
  CHECK(chinese_number(105) == "一百零五");
  CHECK(chinese_number(110) == "一百一十");
}
