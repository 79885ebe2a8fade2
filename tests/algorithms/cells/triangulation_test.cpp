#include "algorithms/cells/triangulation.hpp"

#include <doctest/doctest.h>

#include <vector>

#include "core/random.hpp"

using namespace wangge;

namespace {

/// Every triangle turns left, twins agree, and the areas add up to the whole square.
void check_planar(const Triangulation& mesh) {
  std::int64_t twice = 0;
  for (std::int32_t t = 0; t < static_cast<std::int32_t>(mesh.triangle_count()); ++t) {
    const auto [a, b, c] = Triangulation::edges_of(t);
    for (const std::int32_t h : {a, b, c}) {
      if (mesh.twin(h) < 0) continue;
      REQUIRE(mesh.twin(mesh.twin(h)) == h);
      REQUIRE(mesh.origin(mesh.twin(h)) == mesh.target(h));
      REQUIRE(mesh.owners(mesh.twin(h)) == mesh.owners(h));
    }
    const std::int64_t area = orientation(mesh.point(mesh.origin(a)), mesh.point(mesh.origin(b)), mesh.point(mesh.origin(c)));
    REQUIRE(area > 0);
    twice += area;
  }
  const GridPoint low = mesh.point(0), high = mesh.point(2);
  CHECK(twice == 2 * (std::int64_t{high.x} - low.x) * (std::int64_t{high.y} - low.y));
}

}  // namespace

TEST_CASE("triangulation: stays planar with random crossing constraints") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Random random(seed);
    // Few places on a coarse lattice: many collinear, repeated and crossing lines.
    const std::uint64_t span = seed % 2 == 0 ? 12 : 100'000;
    Triangulation mesh({0, 0}, {100'000, 100'000}, 100);
    std::vector<std::int32_t> vertices;
    for (int i = 0; i < 60; ++i)
      vertices.push_back(
          mesh.insert_vertex({static_cast<std::int32_t>(random.below(span)), static_cast<std::int32_t>(random.below(span))}));
    for (int i = 0; i < 80; ++i) {
      const auto a = vertices[random.below(vertices.size())], b = vertices[random.below(vertices.size())];
      CHECK(mesh.insert_constraint(a, b, mesh.owner_sets().single(i)));
    }
    check_planar(mesh);
  }
}

TEST_CASE("triangulation: a vertex within the snapping distance is used again") {
  Triangulation mesh({0, 0}, {1000, 1000}, 10);
  const std::int32_t v = mesh.insert_vertex({500, 500});
  CHECK(mesh.insert_vertex({503, 496}, 5) == v);
  CHECK(mesh.insert_vertex({503, 496}) != v);
}

TEST_CASE("owner sets: a polygon that runs along an edge twice does not separate its sides") {
  OwnerSets sets;
  const std::int32_t a = sets.single(1), b = sets.single(2);
  CHECK(sets.toggled(a, a) == 0);
  CHECK(sets.toggled(sets.toggled(a, b), a) == b);
}

TEST_CASE("owner sets: equal sets have equal numbers, however they were made") {
  OwnerSets sets;
  const std::int32_t owners = 200;
  std::int32_t up = 0, down = 0;
  for (std::int32_t o = 0; o < owners; ++o) up = sets.toggled(up, sets.single(o));
  for (std::int32_t o = owners; o-- > 0;) down = sets.toggled(down, sets.single(o));
  CHECK(up == down);
  REQUIRE(sets.members(up).size() == static_cast<std::size_t>(owners));
  for (std::int32_t o = 0; o < owners; ++o) CHECK(sets.members(up)[static_cast<std::size_t>(o)] == o);
  CHECK(sets.toggled(up, down) == 0);
  CHECK(sets.size() == static_cast<std::size_t>(1 + owners + 2 * (owners - 1) - 1));  // both ways end in one set
}

TEST_CASE("in_circle: exact where doubles are not") {
  const GridPoint a{0, 0}, b{500'000'000, 1}, c{1, 500'000'000};
  CHECK(in_circle(a, b, c, {1, 1}));
  CHECK_FALSE(in_circle(a, b, c, {-1, -1}));
  CHECK_FALSE(in_circle(a, b, c, a));
}

TEST_CASE("in_circle: what may be doubted of a square of points hides nothing") {
  Random random(7);
  const double doubt = in_circle_doubt(2'000);
  const auto coordinate = [&] { return static_cast<std::int32_t>(random.below(41)) * 50 - 1'000; };  // many lie on one circle
  int inside = 0;
  for (int i = 0; i < 20'000; ++i) {
    const GridPoint a{coordinate(), coordinate()}, b{coordinate(), coordinate()}, c{coordinate(), coordinate()},
        d{coordinate(), coordinate()};
    if (orientation(a, b, c) <= 0) continue;
    CHECK(in_circle(a, b, c, d, doubt) == in_circle(a, b, c, d));
    CHECK(in_circle(a, b, c, d, 0x1.0p900) == in_circle(a, b, c, d));  // nothing is certain
    inside += in_circle(a, b, c, d) ? 1 : 0;
  }
  CHECK(inside > 1'000);
}
