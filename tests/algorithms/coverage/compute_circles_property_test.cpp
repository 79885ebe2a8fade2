#include "algorithms/coverage/compute_circles.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "algorithms/coverage/household_coverage.hpp"
#include "algorithms/reach/walking_distances.hpp"
#include "core/random.hpp"

using namespace wangge;

namespace {

/// A bent street net with dead ends, buildings along and off the streets, some stacked, some a centimetre apart.
City random_city(std::uint64_t seed) {
  Random random(seed);
  City city;
  constexpr int kSide = 9;
  Point corner[kSide][kSide];
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x) corner[y][x] = {150.0 * x + random.uniform(-40, 40), 150.0 * y + random.uniform(-40, 40)};
  auto add = [&](Point a, Point b) {
    if (random.chance(0.25)) return;
    WalkLine line;
    line.lines = {{a, (a + b) * 0.5 + Point{random.uniform(-10, 10), random.uniform(-10, 10)}, b}};
    city.walk_lines.push_back(line);
  };
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x + 1 < kSide; ++x) add(corner[y][x], corner[y][x + 1]), add(corner[x][y], corner[x + 1][y]);
  const int buildings = 250;
  for (int i = 0; i < buildings; ++i) {
    Building b;
    b.id = "b" + std::to_string(i);
    b.households = Households(static_cast<std::int32_t>(random.below(90)));
    b.community = 0;
    b.point = {random.uniform(-60, 1260), random.uniform(-60, 1260)};
    if (i > 0 && random.chance(0.1)) b.point = city.buildings.back().point;
    if (i > 0 && random.chance(0.1))
      b.point = city.buildings.back().point + Point{random.uniform(-0.02, 0.02), random.uniform(-0.02, 0.02)};
    if (random.chance(0.2)) b.point = {std::round(b.point.x / 10) * 10, std::round(b.point.y / 10) * 10};
    city.buildings.push_back(b);
  }
  for (int i = 0; i < 6; ++i) {
    Centre c;
    c.id = "c" + std::to_string(i);
    c.point = {random.uniform(0, 1200), random.uniform(0, 1200)};
    city.centres.push_back(c);
  }
  Community community;
  community.id = "1";
  community.area = {{{{-100, -100}, {1300, -100}, {1300, 1300}, {-100, 1300}}, {}}};
  city.communities.push_back(community);
  city.circles.minutes = {2, 5};
  city.circles.metres = {400};
  return city;
}

bool crosses(Point a, Point b, Point c, Point d) {
  auto side = [](Point p, Point q, Point r) {
    const double t = cross(q - p, r - p);
    return t > 0 ? 1 : t < 0 ? -1 : 0;
  };
  // Sides on one line need not meet: their boxes decide.
  Box first, second;
  first.expand(a), first.expand(b), second.expand(c), second.expand(d);
  if (!first.intersects(second)) return false;
  return side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0;
}

/// No two sides of all rings touch, but neighbours in their shared corner: brute force, so small worlds only.
bool rings_are_simple(const MultiPolygon& area) {
  std::vector<const Ring*> rings;
  for (const Polygon& p : area) {
    rings.push_back(&p.outer);
    for (const Ring& hole : p.holes) rings.push_back(&hole);
  }
  struct Side {
    Point a, b;
    std::size_t ring, place, size;
  };
  std::vector<Side> sides;
  for (std::size_t r = 0; r < rings.size(); ++r)
    for (std::size_t i = 0; i < rings[r]->size(); ++i)
      sides.push_back({(*rings[r])[i], (*rings[r])[(i + 1) % rings[r]->size()], r, i, rings[r]->size()});
  for (std::size_t i = 0; i < sides.size(); ++i)
    for (std::size_t j = i + 1; j < sides.size(); ++j) {
      const Side &s = sides[i], &t = sides[j];
      const bool neighbours = s.ring == t.ring && (s.place + 1 == t.place || (s.place == 0 && t.place + 1 == t.size));
      if (!neighbours && crosses(s.a, s.b, t.a, t.b)) return false;
    }
  return true;
}

}  // namespace

TEST_CASE("circles: a building lies inside exactly when its walk is within the radius, on random cities") {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    CAPTURE(seed);
    const City city = random_city(seed);
    const Result<CircleReport> result = compute_circles(city, {}, RunContext{});
    REQUIRE(result.has_value());
    const CircleReport& report = *result;
    const auto radii = city.circles.radii();
    REQUIRE(report.circles.size() == city.centres.size() * radii.size() * 2);
    const WalkGraph graph = build_walk_graph(city.walk_lines);
    const NetworkSnapper snapper(graph);
    BoundedSearch search(graph);
    std::vector<double> least(city.buildings.size(), kOutOfReach);
    for (const ServiceCircle& circle : report.circles) {
      const Centre& centre = city.centres[static_cast<std::size_t>(circle.centre)];
      const NetworkEntry start = *snapper.nearest(centre.point);
      search.run(std::span(&start, 1), 1e6);
      std::int32_t buildings = 0, households = 0;
      for (std::size_t b = 0; b < city.buildings.size(); ++b) {
        const Point p = city.buildings[b].point;
        const double walk = search.to(*snapper.nearest(p));
        least[b] = std::min(least[b], walk);
        const double metres = circle.mode == CircleMode::network ? walk : distance(p, centre.point);
        if (std::abs(metres - circle.metres) > 1e-6) CHECK(contains(circle.area, p) == (metres <= circle.metres));
        if (metres <= circle.metres) ++buildings, households += city.buildings[b].households.value();
      }
      CHECK(circle.buildings == buildings);
      CHECK(circle.households.value() == households);
      if (seed <= 3) CHECK(rings_are_simple(circle.area));
      const bool holds = contains(circle.area, centre.point) || contains(circle.area, snapper.place(start));
      CHECK((holds || start.metres >= circle.metres));
    }
    for (const BuildingCoverage& row : report.coverage) {
      CHECK(std::abs(row.walk_metres - least[static_cast<std::size_t>(row.building)]) < 1e-9);
      CHECK(row.walk_metres >= row.straight_metres - 1e-6);
      CHECK(row.access_kind == "edge");
      int inside = 0;
      for (std::size_t g = 0; g < report.gaps.size(); ++g) {
        if (!contains(report.gaps[g].area, row.point)) continue;
        ++inside;
        CHECK(row.gap == static_cast<std::int32_t>(g));
      }
      CHECK(inside == (row.covered ? 0 : 1));
    }
  }
}

TEST_CASE("circles: polygons and lists agree behind gates and barriers too") {
  for (std::uint64_t seed = 31; seed <= 36; ++seed) {
    CAPTURE(seed);
    City city = random_city(seed);
    Random random(seed);
    for (int i = 0; i < 6; ++i) {
      const double x = 200.0 * i + random.uniform(0, 40), y = random.uniform(0, 900);
      city.compounds.push_back(
          {"x" + std::to_string(i), "", {{{{x, y}, {x + 150, y + 10}, {x + 140, y + 260}, {x - 10, y + 250}}, {}}}});
      if (i != 3) city.gates.push_back({{x, y}, i});
      if (i < 2) city.gates.push_back({{x + 140, y + 260}, i});
    }
    Barrier river;
    river.barrier_class = "river";
    river.lines = {{{-100, 610}, {500, 640}, {1400, 580}}};
    city.barriers.push_back(river);
    const CircleReport report = compute_circles(city, {}, RunContext{}).value();
    CHECK(std::none_of(report.findings.begin(), report.findings.end(),
                       [](const Finding& f) { return f.code == "circle_disagrees"; }));
    const WalkGraph graph = build_walk_graph(city.walk_lines);
    const NetworkSnapper snapper(graph);
    const AccessModel model(city, graph, snapper);
    BoundedSearch search(graph);
    std::map<std::string, int> kinds;
    for (const BuildingCoverage& row : report.coverage) {
      ++kinds[row.access_kind];
      CHECK((row.walk_metres < 0 || row.walk_metres >= row.straight_metres - 1e-6));
    }
    CHECK(kinds["gate"] > 0);
    CHECK(kinds["detour"] > 0);
    for (const ServiceCircle& circle : report.circles) {
      if (circle.mode == CircleMode::straight) continue;
      search.run(model.enter(city.centres[static_cast<std::size_t>(circle.centre)]).entries, 1e6);
      std::int32_t buildings = 0;
      for (const Building& b : city.buildings) {
        double walk = kOutOfReach;
        for (const NetworkEntry& entry : model.enter(b.point, b.compound).entries) walk = std::min(walk, search.to(entry));
        if (std::abs(walk - circle.metres) > 1e-3) CHECK(contains(circle.area, b.point) == (walk <= circle.metres));
        buildings += walk <= circle.metres ? 1 : 0;
      }
      CHECK(circle.buildings == buildings);
      if (seed == 31) CHECK(rings_are_simple(circle.area));
    }
  }
}

TEST_CASE("circles: those of one centre and mode are nested") {
  for (std::uint64_t seed = 21; seed <= 24; ++seed) {
    City city = random_city(seed);
    city.circles.metres = {200, 203, 260, 400};
    const CircleReport report = compute_circles(city, {}, RunContext{}).value();
    Random random(seed);
    for (std::size_t i = 1; i < report.circles.size(); ++i) {
      const ServiceCircle &small = report.circles[i - 1], &large = report.circles[i];
      if (small.centre != large.centre || small.mode != large.mode) continue;
      CHECK(area(small.area) <= area(large.area));
      for (int k = 0; k < 400; ++k) {
        const Point p{random.uniform(-200, 1400), random.uniform(-200, 1400)};
        CHECK((!contains(small.area, p) || contains(large.area, p)));
      }
      // Corners of the small one, pulled in by a hair, lie in the large one.
      for (const Polygon& polygon : small.area)
        for (const Point p : polygon.outer) {
          const Point c = city.centres[static_cast<std::size_t>(small.centre)].point;
          if (small.mode == CircleMode::straight) CHECK(contains(large.area, c + (p - c) * 0.999999));
        }
    }
  }
}

TEST_CASE("circles: the report does not depend on the number of threads") {
  const City city = random_city(5);
  RunContext one, four;
  four.threads = 4;
  const CircleReport a = compute_circles(city, {}, one).value(), b = compute_circles(city, {}, four).value();
  REQUIRE(a.circles.size() == b.circles.size());
  for (std::size_t i = 0; i < a.circles.size(); ++i) {
    REQUIRE(a.circles[i].area.size() == b.circles[i].area.size());
    for (std::size_t p = 0; p < a.circles[i].area.size(); ++p) CHECK(a.circles[i].area[p].outer == b.circles[i].area[p].outer);
  }
  for (std::size_t i = 0; i < a.coverage.size(); ++i) CHECK(a.coverage[i].walk_metres == b.coverage[i].walk_metres);
}

TEST_CASE("circles: service lines hold every metre within the radius once") {
  City city;
  WalkLine line;
  line.lines = {{{0, 0}, {1000, 0}, {2000, 0}}};
  city.walk_lines.push_back(line);
  city.centres.push_back({});
  city.centres[0].id = "c";
  city.centres[0].point = {900, 10};
  city.circles.minutes = {};
  city.circles.metres = {310};
  const CircleReport report = compute_circles(city, {}, RunContext{}).value();
  REQUIRE(report.service_lines.size() == 1);
  REQUIRE(report.service_lines[0].lines.size() == 1);
  const Polyline& reached = report.service_lines[0].lines[0];
  CHECK(length(reached) == doctest::Approx(600));
  CHECK(reached.front().x == doctest::Approx(600));
  CHECK(reached.back().x == doctest::Approx(1200));
  // Far from any building the polygon is the street with land around it.
  CHECK(area(report.circles[0].area) > 600 * 100);
}

TEST_CASE("circles: planned centres and repeated ids are left out with a finding; without centres there is an error") {
  City city = random_city(9);
  city.centres[1].planned = true;
  city.centres[2].id = city.centres[0].id;
  const CircleReport report = compute_circles(city, {}, RunContext{}).value();
  CHECK(std::none_of(report.circles.begin(), report.circles.end(),
                     [](const ServiceCircle& c) { return c.centre == 1 || c.centre == 2; }));
  for (const char* code : {"centre_only_planned", "centre_id_twice"})
    CHECK(std::count_if(report.findings.begin(), report.findings.end(),
                        [&](const Finding& f) { return f.code == code && f.text != code; }) == 1);
  city.centres.clear();
  CHECK(compute_circles(city, {}, RunContext{}).error().code == ErrorCode::no_centres);
}

TEST_CASE("circles: without a network only straight circles are drawn, and asked for alone the network is an error") {
  City city = random_city(10);
  city.walk_lines.clear();
  const CircleReport report = compute_circles(city, {}, RunContext{}).value();
  CHECK(std::all_of(report.circles.begin(), report.circles.end(),
                    [](const ServiceCircle& c) { return c.mode == CircleMode::straight; }));
  for (const BuildingCoverage& row : report.coverage) CHECK(row.covered == (row.straight_metres <= 400));
  CircleOptions walking;
  walking.straight = false;
  CHECK(compute_circles(city, walking, RunContext{}).error().code == ErrorCode::no_network);
}

TEST_CASE("coverage: sums of communities are those of their buildings") {
  City city = random_city(11);
  for (Building& b : city.buildings) b.community = -1;
  city.buildings[0].point = {5000, 5000};
  const CircleReport report = compute_circles(city, {}, RunContext{}).value();
  REQUIRE(report.by_community.size() == city.circles.radii().size() * 2);
  std::int32_t households = 0;
  for (std::size_t b = 1; b < city.buildings.size(); ++b) households += city.buildings[b].households.value();
  for (const AreaCoverage& row : report.by_community) {
    CHECK(row.households.value() == households);
    CHECK(row.covered <= row.households);
  }
  Plan plan;
  plan.grids.resize(2);
  plan.grids[0].code = "g0", plan.grids[1].code = "g1";
  for (std::int32_t b = 0; b < static_cast<std::int32_t>(city.buildings.size()); ++b) {
    PlanCell cell;
    cell.building = b;
    cell.grid = b % 2;
    plan.cells.push_back(cell);
  }
  plan.grids[0].area = city.communities[0].area;
  const auto by_grid = coverage_by_grid(city, plan, report, RunContext{});
  REQUIRE(by_grid.size() == 2 * city.circles.radii().size() * 2);
  CHECK((by_grid[0].households + by_grid[1].households).value() == households + city.buildings[0].households.value());
  // A grid as large as its community has as much land within reach; one without an area has none.
  for (std::size_t i = 0; i < by_grid.size(); i += 2) {
    CAPTURE(i);
    const auto whole = std::find_if(report.by_community.begin(), report.by_community.end(), [&](const AreaCoverage& row) {
      return row.code == city.communities[0].id && row.mode == by_grid[i].mode && row.metres == by_grid[i].metres;
    });
    REQUIRE(whole != report.by_community.end());
    CHECK(by_grid[i].covered_square_metres > 0);
    CHECK(by_grid[i].covered_square_metres == whole->covered_square_metres);
    CHECK(by_grid[i + 1].covered_square_metres == -1);
  }
}
