#include "algorithms/coverage/coverage_answers.hpp"

#include <doctest/doctest.h>

#include <map>

#include "algorithms/coverage/compute_circles.hpp"
#include "core/random.hpp"

using namespace wangge;

namespace {

City town() {
  Random random(8);
  City city;
  for (int y = 0; y <= 10; ++y)
    for (int x = 0; x <= 10; ++x)
      for (const Point step : {Point{100, 0}, Point{0, 100}}) {
        WalkLine line;
        line.lines = {{Point{100.0 * x, 100.0 * y}, Point{100.0 * x, 100.0 * y} + step}};
        city.walk_lines.push_back(line);
      }
  for (int i = 0; i < 150; ++i) {
    Building b;
    b.id = std::to_string(i);
    b.point = {random.uniform(0, 1000), random.uniform(0, 1000)};
    b.households = Households(static_cast<std::int32_t>(random.below(30)));
    b.population = 3.0 * b.households.value();
    b.community = i % 2;
    city.buildings.push_back(b);
  }
  for (int i = 0; i < 5; ++i) {
    Centre c;
    c.id = std::to_string(i);
    c.point = {random.uniform(0, 1000), random.uniform(0, 1000)};
    c.level = i < 2 ? 3 : 4;
    c.capacity = i == 0 ? 100 : 0;
    city.centres.push_back(c);
  }
  Centre planned;
  planned.id = "p";
  planned.level = 4;
  planned.planned = true;
  city.centres.push_back(planned);
  for (int i = 0; i < 2; ++i) {
    Community community;
    community.id = std::to_string(i);
    community.subdistrict = "s";
    city.communities.push_back(community);
  }
  city.circles.minutes = {5};
  city.circles.metres = {200};
  city.circles.elderly_speed = MetresPerSecond(0.7);
  return city;
}

}  // namespace

TEST_CASE("answers by centre, level, overlap and radius agree with the circles they come from") {
  const City city = town();
  const CircleReport report = compute_circles(city, {}, RunContext{}).value();
  std::int64_t all = 0;
  for (const Building& b : city.buildings) all += b.households.value();
  std::map<double, std::int64_t> covered;
  for (const double radius : city.circles.radii())
    for (const BuildingCoverage& row : report.coverage)
      if (row.walk_metres >= 0 && row.walk_metres <= radius)
        covered[radius] += city.buildings[static_cast<std::size_t>(row.building)].households.value();

  std::map<std::pair<std::int32_t, double>, const CentreCoverage*> by_centre;
  std::map<double, std::int64_t> nearest, served, critical, single;
  for (const CentreCoverage& one : report.by_centre) {
    by_centre[{one.centre, one.metres}] = &one;
    nearest[one.metres] += one.nearest;
    served[one.metres] += one.served;
    critical[one.metres] += one.critical;
    CHECK((one.detour == 0 || one.detour >= 1));
    if (one.capacity > 0) CHECK(one.served <= static_cast<std::int64_t>(one.capacity));
  }
  for (const ServiceCircle& circle : report.circles) {
    const CentreCoverage& one = *by_centre.at({circle.centre, circle.metres});
    CHECK((circle.mode == CircleMode::network ? one.households : one.straight) == circle.households.value());
  }
  REQUIRE(report.capacity.size() == city.circles.radii().size());
  for (const CapacityCoverage& one : report.capacity) {
    CHECK(one.within == covered[one.metres]);
    CHECK(one.nearest == served[one.metres]);
    CHECK(one.nearest <= one.most);
    CHECK(one.most <= one.within);
  }
  std::map<double, std::int64_t> overlap_sum;
  for (const OverlapCoverage& one : report.overlap) {
    overlap_sum[one.metres] += one.households;
    if (one.times == 0) CHECK(one.households == all - covered[one.metres]);
    if (one.times == 1) single[one.metres] = one.households;
  }
  for (const double radius : city.circles.radii()) {
    CHECK(nearest[radius] == covered[radius]);
    CHECK(served[radius] <= covered[radius]);
    CHECK(overlap_sum[radius] == all);
    CHECK(critical[radius] == single[radius]);
    for (const CoverageCurve& point : report.curve)
      if (point.metres == radius) CHECK(point.network == covered[radius]);
  }
  for (const LevelCoverage& level : report.by_level) {
    CHECK(level.built == (level.level == 3 ? 2 : 3));
    CHECK(level.planned == (level.level == 4 ? 1 : 0));
    CHECK(level.covered <= covered[level.metres]);
  }
  REQUIRE(report.profiles.size() == 2);
  CHECK(report.profiles[1].profile == "elderly");
  CHECK(report.profiles[1].metres == doctest::Approx(210));
  CHECK(report.profiles[1].covered <= report.profiles[0].covered);
  REQUIRE(report.by_subdistrict.size() == 4);
  CHECK(report.by_subdistrict[0].households.value() == all);
  CHECK(report.by_subdistrict[0].persons == 3 * all);
}

TEST_CASE("a centre's critical households are those that closing it uncovers") {
  City city = town();
  const CircleReport before = compute_circles(city, {}, RunContext{}).value();
  const auto covered = [&](const CircleReport& report) {
    std::int64_t sum = 0;
    for (const BuildingCoverage& row : report.coverage)
      if (row.covered) sum += city.buildings[static_cast<std::size_t>(row.building)].households.value();
    return sum;
  };
  std::int64_t critical = -1;
  for (const CentreCoverage& one : before.by_centre)
    if (one.centre == 2) critical = one.critical;  // the largest radius comes last
  const std::int64_t had = covered(before);
  city.centres.erase(city.centres.begin() + 2);
  CHECK(had - covered(compute_circles(city, {}, RunContext{}).value()) == critical);
}
