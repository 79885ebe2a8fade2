#include "algorithms/outline/trace_outlines.hpp"

#include <doctest/doctest.h>

using namespace wangge;

namespace {

/// A lattice of unit cells (100 mm each), row by row; 0 = outside.
TiledCommunity lattice(const std::vector<std::vector<int>>& rows) {
  TiledCommunity t;
  const auto height = static_cast<std::int32_t>(rows.size()), width = static_cast<std::int32_t>(rows[0].size());
  for (std::int32_t y = 0; y <= height; ++y)
    for (std::int32_t x = 0; x <= width; ++x) t.points.push_back({x * 100, y * 100});
  auto at = [&](std::int32_t x, std::int32_t y) {
    return x < 0 || y < 0 || x >= width || y >= height ? -1 : rows[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)] - 1;
  };
  auto vertex = [&](std::int32_t x, std::int32_t y) { return y * (width + 1) + x; };
  for (std::int32_t y = 0; y <= height; ++y)
    for (std::int32_t x = 0; x <= width; ++x) {
      if (x < width && at(x, y) != at(x, y - 1)) t.segments.push_back({vertex(x, y), vertex(x + 1, y), at(x, y), at(x, y - 1)});
      if (y < height && at(x, y) != at(x - 1, y)) t.segments.push_back({vertex(x, y + 1), vertex(x, y), at(x, y), at(x - 1, y)});
    }
  return t;
}

}  // namespace

TEST_CASE("outlines: a hole that touches the rim in a corner becomes a ring of its own") {
  const TiledCommunity t = lattice({{1, 1, 1}, {1, 2, 1}, {1, 1, 2}});
  const std::vector<std::int32_t> group{0, 1};
  const auto areas = trace_outlines(t, group, 2);
  REQUIRE(areas[0].size() == 1);
  CHECK(areas[0][0].holes.size() + 0 == 1);
  CHECK(area(areas[0]) == doctest::Approx(7 * 0.01));
  CHECK(areas[1].size() == 2);  // two squares that meet in a corner are two polygons
}

TEST_CASE("outlines: groups tile what their cells tile") {
  const TiledCommunity t = lattice({{1, 2, 2}, {3, 3, 2}, {3, 4, 4}});
  const std::vector<std::int32_t> group{0, 0, 1, 1};
  const auto areas = trace_outlines(t, group, 2);
  CHECK(area(areas[0]) + area(areas[1]) == doctest::Approx(9 * 0.01));
  CHECK(areas[0].size() == 1);
  CHECK(signed_area(areas[0][0].outer) > 0);
}

TEST_CASE("outlines: cells without a group are left out") {
  const TiledCommunity t = lattice({{1, 2}});
  const std::vector<std::int32_t> group{0, -1};
  CHECK(area(trace_outlines(t, group, 1)[0]) == doctest::Approx(0.01));
}
