#include "algorithms/outline/describe_boundaries.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "algorithms/outline/areas_as_tiling.hpp"
#include "algorithms/outline/street_names.hpp"

namespace wangge {
namespace {

Polygon rectangle(double x0, double y0, double x1, double y1) { return {{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, {}}; }

/// Two grids of 400 x 100 m, one above the other; `name` tells what runs along a place.
template <class Name>
std::vector<std::array<SideName, 4>> sides_of(const Name& name) {
  const std::vector<MultiPolygon> areas{{rectangle(0, 0, 400, 100)}, {rectangle(0, 100, 400, 200)}};
  const TiledCommunity tiled = areas_as_tiling(areas);
  const std::vector<std::int32_t> group{0, 1};
  const std::vector<Point> centre{{200, 50}, {200, 150}};
  std::set<std::string> names;
  const auto on_both_sides = [&](const BorderSegment&, Point from, Point to) -> const std::string* {
    const std::string found = name((from + to) * 0.5);
    return found.empty() ? nullptr : &*names.insert(found).first;
  };
  return describe_boundaries(tiled, group, 2, centre,
                             {on_both_sides, [](const BorderSegment&, bool) -> const std::string* { return nullptr; }});
}

}  // namespace

TEST_CASE("describe_boundaries: the long north side of a wide grid says nothing of its east and west") {
  const auto sides = sides_of([](Point p) { return p.y == 100 ? std::string("railway") : std::string(); });
  CHECK(sides[0][3].name == "railway");
  CHECK(sides[1][1].name == "railway");
  CHECK(sides[0][1].beyond == -1);
  for (const std::size_t other : {0, 1, 2}) CHECK(sides[0][other].name.empty());
}

TEST_CASE("describe_boundaries: most of a side names it, little of it does not, part of it is said to be part") {
  const auto sides = sides_of([](Point p) {
    if (p.y != 200) return std::string();
    return p.x < 150 ? std::string("brook") : std::string();
  });
  CHECK(sides[1][3].name == "brook");
  CHECK(sides[1][3].part);
  const auto little = sides_of([](Point p) { return p.y == 200 && p.x < 30 ? std::string("brook") : std::string(); });
  CHECK(little[1][3].name.empty());
  CHECK(little[0][3].beyond == 1);
  const auto two = sides_of([](Point p) {
    return p.y != 200 ? std::string() : p.x < 150 ? std::string("brook") : std::string("wall");
  });
  CHECK(two[1][3].name == "wall");
  CHECK_FALSE(two[1][3].part);
}

TEST_CASE("street_names: streets near a border and along it, not those across, beyond or without a name") {
  std::vector<WalkLine> lines(4);
  lines[0].lines = {{{0, 5}, {100, 5}}};
  lines[0].name = "Oak Street";
  lines[1].lines = {{{50, -50}, {50, 50}}};
  lines[1].name = "Elm Street";
  lines[2].lines = {{{0, 1}, {100, 1}}};
  lines[3].lines = {{{0, 40}, {100, 40}}};
  lines[3].name = "Far Street";
  const StreetNames streets(lines);
  CHECK(*streets.along({40, 0}, {60, 0}) == "Oak Street");
  CHECK(*streets.along({50, -10}, {50, 10}) == "Elm Street");
  CHECK(streets.along({40, 70}, {60, 70}) == nullptr);
  CHECK(streets.along({200, 0}, {220, 0}) == nullptr);
}

}  // namespace wangge
