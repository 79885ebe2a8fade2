#include <doctest/doctest.h>

#include "core/catalogue.hpp"
#include "core/division.hpp"
#include "core/geometry.hpp"
#include "core/random.hpp"
#include "core/result.hpp"
#include "core/rules.hpp"
#include "core/units.hpp"

using namespace wangge;

TEST_CASE("units: a length over a speed is a time") {
  CHECK((Metres(990) / MetresPerSecond(1.1)).value() == doctest::Approx(900));
  CHECK((MetresPerSecond(1.1) * Seconds(900)).value() == doctest::Approx(990));
  CHECK(Households(300) < Households(500));
}

TEST_CASE("geometry: areas, centroid and inner point of a square with a hole") {
  const MultiPolygon square{{{{0, 0}, {10, 0}, {10, 10}, {0, 10}}, {{{4, 4}, {4, 6}, {6, 6}, {6, 4}}}}};
  CHECK(area(square) == doctest::Approx(96));
  CHECK(perimeter(square) == doctest::Approx(48));
  CHECK(centroid(square).x == doctest::Approx(5));
  CHECK_FALSE(contains(square, {5, 5}));
  CHECK(contains(square, interior_point(square)));
}

TEST_CASE("geometry: normalise turns rings and drops repeated points") {
  MultiPolygon shape{{{{0, 0}, {0, 1}, {0, 1}, {1, 1}, {1, 0}, {0, 0}}, {}}};
  normalise(shape);
  CHECK(shape[0].outer.size() == 4);
  CHECK(signed_area(shape[0].outer) > 0);
}

TEST_CASE("circle rules: radii come from minutes and metres, equal ones once") {
  CircleRules rules;
  rules.metres = {990, 1000};
  const std::vector<double> radii = rules.radii();
  REQUIRE(radii.size() == 4);
  CHECK(radii[0] == doctest::Approx(330));
  CHECK(radii[3] == doctest::Approx(1000));
}

TEST_CASE("rules: barriers not listed follow their class") {
  GridRules rules;
  rules.barriers["river"] = BarrierRule::soft;
  CHECK(rules.barrier_rule("river") == BarrierRule::soft);
  CHECK(rules.barrier_rule("railway") == BarrierRule::hard);
  CHECK(rules.barrier_rule("main_road") == BarrierRule::soft);
  CHECK(rules.barrier_rule("hedge") == BarrierRule::none);
}

TEST_CASE("division: measure counts range, cut borders, splits and contiguity") {
  DivisionProblem problem;
  problem.households = {200, 200, 250, 0};
  problem.edges = {{0, 1, 10, 1, true}, {1, 2, 20, 2, true}, {2, 3, 5, 0, false}};
  problem.compound = {0, 0, 1, -1};
  const std::vector<std::int32_t> grid{0, 1, 1, 1};
  const DivisionFigures figures = measure(problem, grid);
  CHECK(figures.out_of_range == 100);
  CHECK(figures.split_households == 400);
  CHECK(figures.score == 10 + 2 + deviation_cost(200, 400) + deviation_cost(450, 400));
  CHECK_FALSE(figures.connected);
}

TEST_CASE("catalogue: places are filled, unknown ids come back") {
  CHECK(say(Language::english, "written", {"a.gpkg"}) == "written: a.gpkg");
  CHECK(say(Language::chinese, "written", {"a.gpkg"}) == "已写出：a.gpkg");
  CHECK(say(Language::english, "no such sentence") == "no such sentence");
  CHECK(with_commas(1048986) == "1,048,986");
  CHECK(with_commas(-1234) == "-1,234");
}

TEST_CASE("random: equal seeds give equal numbers, streams differ") {
  Random a(7), b(7);
  CHECK(a.next() == b.next());
  CHECK(Random::of(1, 2, 3, 4).next() == Random::of(1, 2, 3, 4).next());
  CHECK(Random::of(1, 2, 3, 4).next() != Random::of(1, 2, 3, 5).next());
  double sum = 0;
  for (int i = 0; i < 10000; ++i) sum += a.normal(5, 2);
  CHECK(sum / 10000 == doctest::Approx(5).epsilon(0.02));
}

TEST_CASE("result: the value, or an exception that carries the error") {
  Result<int> good(3), bad(Error{ErrorCode::unknown_crs, "no system", "a.shp", "name one"});
  CHECK(good.value() == 3);
  CHECK_THROWS_AS((void)bad.value(), ErrorException);
  CHECK(bad.error().text() == "a.shp: no system (name one)");
}
