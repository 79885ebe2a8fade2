#include "algorithms/audit/audit_plan.hpp"

#include <doctest/doctest.h>

#include "tests/algorithms/audit/square_world.hpp"

using namespace wangge;
using namespace wangge::test;

TEST_CASE("audit: a clean plan breaks no rule, with cells and without") {
  for (const bool with_cells : {true, false}) CHECK(audited(square_city(), square_plan(with_cells)) == "");
}

TEST_CASE("audit: G001 tells of grids in several parts, with the objects that lie apart") {
  for (const bool with_cells : {true, false}) {
    const std::vector<Violation> found = audit_plan(square_city(), square_plan(with_cells, {4, 5, 6, 0}));
    CHECK(summary(found) == "G001 A, G001 B");
    REQUIRE(found.size() == 2);
    CHECK(found[0].value == 2);
    CHECK(found[0].limit_value == 1);
    CHECK(found[0].reason.find("b7") != std::string::npos);
    CHECK(found[1].reason.find("b0") != std::string::npos);
    CHECK(found[0].place.has_value());
  }
}

TEST_CASE("audit: a grid may have one part in every piece of its community") {
  City city = square_city();
  Plan plan = square_plan(true);
  const auto move = [](Point& p) { p.x += p.x >= 150 ? 40 : 0; };  // the last column becomes an exclave
  city.communities[0].area = {rectangle(0, 0, 150, 100), rectangle(190, 0, 240, 100)};
  for (std::size_t i : {6UL, 7UL}) {
    for (Point& p : plan.cells[i].area[0].outer) p.x += 40;
    for (Point& p : plan.grids[1].area[i - 4].outer) p.x += 40;
    for (Point& p : city.buildings[i].footprint[0].outer) move(p);
    move(city.buildings[i].point);
  }
  CHECK(audited(city, plan) == "");
}

TEST_CASE("audit: G002 and G003 count households from the city, not from the plan") {
  for (const bool with_cells : {true, false}) {
    City city = square_city();
    Plan plan = square_plan(with_cells);
    plan.grids[0].households = plan.grids[1].households = Households(400);
    city.buildings[0].households = Households(201);
    std::vector<Violation> found = audit_plan(city, plan);
    REQUIRE(summary(found) == "G003 A");
    CHECK(found[0].value == 501);
    CHECK(found[0].limit_value == 500);
    CHECK(found[0].reason.find("b0: 201") != std::string::npos);
    CHECK(audit_figures(city, plan).stated_wrong == 1);
    city.buildings[0].households = Households(0);
    city.buildings[1].households = Households(99);
    CHECK(audited(city, plan) == "G002 A");
    plan.grids[0].kind = GridKind::micro;  // lies within others: not judged, and the ground is then open
    CHECK(audited(city, plan).find("G002") == std::string::npos);
  }
}

TEST_CASE("audit: G004 names a compound that would fit but is split") {
  City city = square_city();
  city.compounds.push_back({"k1", "Plum Court", {}});
  city.buildings[2].compound = city.buildings[4].compound = 0;
  for (const bool with_cells : {true, false}) CHECK(audited(city, square_plan(with_cells)) == "G004 A");
  city.rules.compounds = CompoundRule::ignore;
  CHECK(audited(city, square_plan(true)) == "");
  city.rules.compounds = CompoundRule::keep;
  for (Building& b : city.buildings) b.compound = 0;  // 800 households fit into no grid
  CHECK(audited(city, square_plan(true)) == "");
}

TEST_CASE("audit: G005 tells of grids held together only across a hard barrier without a crossing") {
  for (const bool with_cells : {true, false}) {
    City city = square_city();
    city.barriers.push_back({"river", "Xilin", {{{50, -20}, {50, 40}, {50, 120}}}, {}});
    std::vector<Violation> found = audit_plan(city, square_plan(with_cells));
    REQUIRE(summary(found) == "G005 A");
    CHECK(found[0].reason.find("Xilin") != std::string::npos);
    CHECK(found[0].value == doctest::Approx(100).epsilon(0.05));
    city.crossings.push_back({"bridge", {{{40, 50}, {60, 50}}}, {}, {}});
    CHECK(audited(city, square_plan(with_cells)) == "");
    city.crossings.clear();
    city.barriers[0].barrier_class = "main_road";  // soft
    CHECK(audited(city, square_plan(with_cells)) == "");
    city.barriers[0].barrier_class = "river";
    city.barriers[0].lines = {{{100, -20}, {100, 120}}};  // between the grids
    CHECK(audited(city, square_plan(with_cells)) == "");
    city.barriers[0].lines = {{{50, -20}, {50, 60}}};  // ends inside: the way round is open
    CHECK(audited(city, square_plan(with_cells)) == (with_cells ? "" : ""));
  }
}

TEST_CASE("audit: G005 knows barriers that are areas") {
  City city = square_city();
  city.barriers.push_back({"railway", "", {}, {rectangle(46, -10, 54, 110)}});
  for (const bool with_cells : {true, false}) CHECK(audited(city, square_plan(with_cells)) == "G005 A");
}

TEST_CASE("audit: G006, G007 and G008 measure what is wider than a centimetre") {
  const City city = square_city();
  const auto two = [](double east_of_a, double west_of_b, double west = 0) {
    Plan plan = square_plan(false);
    plan.grids[0].area = {rectangle(west, 0, east_of_a, 100)};
    plan.grids[1].area = {rectangle(west_of_b, 0, 200, 100)};
    return plan;
  };
  CHECK(audited(city, two(100, 100)) == "");
  CHECK(audited(city, two(100.004, 99.996)) == "");
  CHECK(audited(city, two(99.996, 100.004)) == "");
  std::vector<Violation> found = audit_plan(city, two(100, 100, -3));
  REQUIRE(summary(found) == "G006 A");
  CHECK(found[0].value == doctest::Approx(300));
  found = audit_plan(city, two(98, 100));
  REQUIRE(summary(found) == "G007 c1");
  CHECK(found[0].value == doctest::Approx(200));
  CHECK(found[0].place->x == doctest::Approx(99));
  CHECK(found[0].reason.find("A, B") != std::string::npos);
  found = audit_plan(city, two(100, 99.5));
  REQUIRE(summary(found) == "G008 A");
  CHECK(found[0].value == doctest::Approx(50));
  CHECK(audited(city, two(100, 99.95)) == "G008 A");
}

TEST_CASE("audit: strips at any angle and crossing borders are measured") {
  const City city = square_city();
  Plan plan = square_plan(false);
  plan.grids[0].area = {{{{0, 0}, {90, 0}, {110, 100}, {0, 100}}, {}}};
  plan.grids[1].area = {{{{110, 0}, {200, 0}, {200, 100}, {90, 100}}, {}}};
  const std::vector<Violation> found = audit_plan(city, plan);
  REQUIRE(summary(found) == "G007 c1, G008 A");
  CHECK(found[0].value == doctest::Approx(500).epsilon(0.01));
  CHECK(found[1].value == doctest::Approx(500).epsilon(0.01));
}

TEST_CASE("audit: cells must tile the land and make up their grids") {
  Plan plan = square_plan(true);
  plan.cells[0].area[0].holes = {{{5, 5}, {5, 9}, {9, 9}, {9, 5}}};
  CHECK(audited(square_city(), plan) == "G007 A");
  plan.cells[0].area = {rectangle(0, 0, 49, 50)};  // shares no whole edge with its neighbours any more
  CHECK(audited(square_city(), plan) == "G001 A, G007 A");
  plan = square_plan(true);
  std::swap(plan.cells[0].area, plan.cells[7].area);  // the cells of b0 and b7 change places
  const std::string found = audited(square_city(), plan);
  CHECK(found.find("G001") != std::string::npos);
}

TEST_CASE("audit: G009 lists buildings in no grid, in two, or away from their grid") {
  Plan plan = square_plan(true);
  plan.cells[0].building = -1;
  CHECK(audited(square_city(), plan) == "G009 c1");
  plan = square_plan(true);
  plan.cells[7].building = 0;
  CHECK(audited(square_city(), plan) == "G009 c1, G009 A");
  plan = square_plan(true);
  std::swap(plan.cells[0].building, plan.cells[7].building);
  CHECK(audited(square_city(), plan) == "G009 A, G009 B");
  City city = square_city();  // by location: up to a centimetre outside is inside
  city.buildings[0].point = {-0.005, 25};
  CHECK(audited(city, square_plan(false)) == "");
  city.buildings[0].point = {-0.5, 25};
  CHECK(audited(city, square_plan(false)) == "G009 c1");
}

TEST_CASE("audit: G010 compares locked grids with the plan in force") {
  City city = square_city();
  city.has_previous = true;
  city.locked_grids = {"old"};
  for (std::size_t i : {0UL, 1UL, 2UL, 3UL}) city.buildings[i].previous_grid = "old";
  CHECK(audited(city, square_plan(true)) == "");
  city.buildings[4].previous_grid = "old";
  CHECK(audited(city, square_plan(true)) == "G010 A");
  city.buildings[4].previous_grid.clear();
  city.buildings[3].previous_grid.clear();
  CHECK(audited(city, square_plan(false)) == "G010 A");
}

TEST_CASE("audit: G011 keeps exclusive units apart") {
  City city = square_city();
  city.rules.min_households = Households(0);
  city.exclusives.push_back({"e1", "Market", {rectangle(100, 0, 200, 100)}});
  for (std::size_t i : {4UL, 5UL, 6UL, 7UL}) city.buildings[i].exclusive = 0;
  Plan plan = square_plan(true);
  plan.grids[1].kind = GridKind::exclusive;
  plan.grids[1].exclusive_id = "e1";
  CHECK(audited(city, plan) == "");
  CHECK(audited(city, square_plan(false)) == "");  // hand-drawn: recognised by what it holds
  plan.grids[1].kind = GridKind::comprehensive;
  CHECK(audited(city, plan) == "G011 B");
  plan.grids[1].kind = GridKind::exclusive;
  city.buildings[7].exclusive = -1;
  CHECK(audited(city, plan) == "G011 B");
}

TEST_CASE("audit: G012 finds blank and repeated codes") {
  for (const bool with_cells : {true, false}) {
    Plan plan = square_plan(with_cells);
    plan.grids[1].code = "A";
    for (PlanCell& cell : plan.cells) cell.grid = 0;  // a reader finds the first of equal codes
    CHECK(audited(square_city(), plan) == "G012 A");
    plan = square_plan(with_cells);
    plan.grids[0].code = "#1";
    CHECK(audited(square_city(), plan) == "G012 #1");
  }
}

TEST_CASE("audit: G013 counts households outside the heir of their old grid") {
  City city = square_city();
  city.has_previous = true;
  city.rules.change_budget = 0.1;
  for (std::size_t i = 0; i < 8; ++i) city.buildings[i].previous_grid = i < 4 ? "west" : "east";
  CHECK(audited(city, square_plan(true)) == "");
  city.buildings[4].previous_grid = "west";
  const std::vector<Violation> found = audit_plan(city, square_plan(false));
  REQUIRE(summary(found) == "G013 c1");
  CHECK(found[0].value == 100);
  CHECK(found[0].limit_value == 80);
  city.rules.change_budget = 1.0;
  CHECK(audited(city, square_plan(false)) == "");
}

TEST_CASE("audit: figures are those of the outlines") {
  Plan plan = square_plan(false);
  plan.grids[0].area = {rectangle(0, 0, 100, 100)};
  plan.grids[1].area = {rectangle(100, 0, 200, 100)};
  const AuditFigures figures = audit_figures(square_city(), plan);
  CHECK(figures.grids == 2);
  CHECK(figures.in_range == 2);
  CHECK(figures.households == 800);
  CHECK(figures.inner_boundary == doctest::Approx(100));
  CHECK(figures.mean_compactness == doctest::Approx(0.785398));
  CHECK(figures.stated_wrong == 0);
}

TEST_CASE("audit: grids of different communities that lie over one another are found, and enclaves too") {
  City city = square_city();
  city.communities.push_back({"c2", "", "", "", {rectangle(200, 0, 300, 100)}, 0});
  Plan plan = square_plan(false);
  PlanGrid third;
  third.code = "C";
  third.community = 1;
  third.area = {rectangle(200, 0, 300, 100)};
  plan.grids.push_back(third);
  const auto overlaps = [&] {
    int count = 0;
    for (const Violation& v : audit_plan(city, plan, {Language::english}))
      count += v.code == RuleCode::overlap && v.reason.find(" C ") != std::string::npos ? 1 : 0;
    return count;
  };
  CHECK(overlaps() == 0);
  plan.grids[2].area = {rectangle(190, 0, 300, 100)};
  city.communities[1].area = plan.grids[2].area;
  CHECK(overlaps() == 1);
  plan.grids[2].area = {rectangle(160, 60, 190, 90)};
  city.communities[1].area = plan.grids[2].area;
  CHECK(overlaps() == 1);
}

TEST_CASE("audit: speaks Chinese") {
  City city = square_city();
  city.rules.min_households = Households(450);
  const std::vector<Violation> found = audit_plan(city, square_plan(true), {Language::chinese});
  REQUIRE(found.size() == 2);
  CHECK(found[0].reason.find("低于") != std::string::npos);
}
