#include "render/colour_grids.hpp"

#include <doctest/doctest.h>

#include <set>

#include "tests/render/render_world.hpp"

using namespace wangge;

namespace {

AreaList list_of(const std::vector<MultiPolygon>& areas) {
  AreaList list;
  for (const MultiPolygon& area : areas) list.push_back(&area);
  return list;
}

std::size_t conflicts(const Neighbours& neighbours, const std::vector<int>& colours) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < neighbours.size(); ++i) {
    for (const std::int32_t other : neighbours[i]) count += colours[i] == colours[static_cast<std::size_t>(other)] ? 1 : 0;
  }
  return count;
}

}  // namespace

TEST_CASE("colour_grids: neighbours differ on random partitions, in one group and in many") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const std::vector<MultiPolygon> areas = test::random_partition(24, 18, 20 + static_cast<int>(seed), 40, seed);
    const Neighbours neighbours = find_borders(list_of(areas)).neighbours;
    std::vector<std::int32_t> community;
    for (std::size_t i = 0; i < areas.size(); ++i) community.push_back(static_cast<std::int32_t>(i / 5));
    CAPTURE(seed);
    CHECK(conflicts(neighbours, colour_grids(neighbours)) == 0);
    CHECK(conflicts(neighbours, colour_grids(neighbours, community)) == 0);
    CHECK(conflicts(neighbours, colour_grids(neighbours, community, 6)) == 0);
  }
}

TEST_CASE("colour_grids: colours stay inside the palette, even when it is too small to tell neighbours apart") {
  const Neighbours triangle{{1, 2}, {0, 2}, {0, 1}};
  for (const int colour : colour_grids(triangle, {}, 2)) CHECK((colour >= 0 && colour < 2));
  CHECK(conflicts(triangle, colour_grids(triangle, {}, 3)) == 0);
}

TEST_CASE("colour_grids: a change in one community leaves communities that do not touch it alone") {
  // Two communities of three grids in a row each, without a common border.
  const Neighbours before{{1}, {0, 2}, {1}, {4}, {3, 5}, {4}};
  const Neighbours after{{1, 2}, {0, 2}, {0, 1}, {4}, {3, 5}, {4}};
  const std::vector<std::int32_t> community{0, 0, 0, 1, 1, 1};
  const std::vector<int> old_colours = colour_grids(before, community), new_colours = colour_grids(after, community);
  for (std::size_t i = 3; i < 6; ++i) CHECK(old_colours[i] == new_colours[i]);
}

TEST_CASE("find_borders: a border is reported once, corners do not make neighbours") {
  const std::vector<MultiPolygon> squares{test::rectangle(0, 0, 10, 10), test::rectangle(10, 0, 20, 10),
                                          test::rectangle(10, 10, 20, 20)};
  const Borders borders = find_borders(list_of(squares));
  CHECK(borders.neighbours[0] == std::vector<std::int32_t>{1});
  CHECK(borders.neighbours[2] == std::vector<std::int32_t>{1});
  double shared = 0, outer = 0;
  for (const BorderLine& line : borders.lines) (line.b >= 0 ? shared : outer) += length(line.line);
  CHECK(shared == doctest::Approx(20));
  CHECK(outer == doctest::Approx(80));
}

TEST_CASE("find_borders: neighbours are found where one side has more vertices") {
  MultiPolygon right = test::rectangle(10, 0, 20, 10);
  right[0].outer.push_back({10, 6});
  right[0].outer.push_back({10, 3});
  const std::vector<MultiPolygon> areas{test::rectangle(0, 0, 10, 10), right};
  const Borders borders = find_borders(list_of(areas));
  CHECK(borders.neighbours[0] == std::vector<std::int32_t>{1});
  double shared = 0;
  for (const BorderLine& line : borders.lines) shared += line.b >= 0 ? length(line.line) : 0;
  CHECK(shared == doctest::Approx(10));
}

TEST_CASE("find_borders: a ring inside one neighbour is one closed line") {
  const std::vector<MultiPolygon> areas{{{{{0, 0}, {30, 0}, {30, 30}, {0, 30}}, {{{10, 10}, {10, 20}, {20, 20}, {20, 10}}}}},
                                        test::rectangle(10, 10, 20, 20)};
  const Borders borders = find_borders(list_of(areas));
  std::size_t inner = 0;
  for (const BorderLine& line : borders.lines) {
    if (line.b < 0) continue;
    ++inner;
    CHECK(line.line.front() == line.line.back());
    CHECK(line.line.size() == 5);
  }
  CHECK(inner == 1);
}
