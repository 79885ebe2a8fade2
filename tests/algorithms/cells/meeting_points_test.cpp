#include "algorithms/cells/meeting_points.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace wangge;

namespace {

/// Walls so short that they are points, one a label.
WallPieces posts(std::initializer_list<GridPoint> places) {
  WallPieces out;
  std::int32_t label = 0;
  for (const GridPoint p : places) out.add(p, p, label++);
  return out;
}

NearWalls all_of(const WallPieces& pieces) {
  NearWalls out(pieces);
  for (std::size_t i = 0; i < pieces.size(); ++i) out.add(static_cast<std::int32_t>(i));
  return out;
}

}  // namespace

TEST_CASE("three labels meet where a circle has their walls on it") {
  const WallPieces pieces = posts({{0, 0}, {10'000, 0}, {0, 10'000}});
  MeetingPoints found;
  REQUIRE(find_meeting_points(all_of(pieces), std::array{0, 1, 2}, {2'000, 3'000}, found));
  CHECK(found.count == 1);
  CHECK(std::hypot(found.place[0].x - 5'000, found.place[0].y - 5'000) < 2);
}

TEST_CASE("of four labels those that come nearer to each other part the other two") {
  // A rhombus: the posts at 0 and 2 are 6 m apart, those at 1 and 3 20 m.
  const WallPieces pieces = posts({{0, -3'000}, {10'000, 0}, {0, 3'000}, {-10'000, 0}});
  MeetingPoints found;
  REQUIRE(find_meeting_points(all_of(pieces), std::array{0, 1, 2, 3}, {100, 100}, found));
  CHECK(found.count == 2);
  CHECK(found.first == 0);  // 0, 1, 2 meet, and 2, 3, 0
  const double along = (10'000.0 * 10'000 - 3'000.0 * 3'000) / (2 * 10'000.0);
  CHECK(std::hypot(found.place[0].x - along, found.place[0].y) < 2);
  CHECK(std::hypot(found.place[1].x + along, found.place[1].y) < 2);
}

TEST_CASE("walls on one line meet nowhere") {
  const WallPieces pieces = posts({{0, 0}, {10'000, 0}, {20'000, 0}});
  MeetingPoints found;
  CHECK_FALSE(find_meeting_points(all_of(pieces), std::array{0, 1, 2}, {10'000, 5'000}, found));
}
