#include "algorithms/siting/propose_centres.hpp"

#include <doctest/doctest.h>

#include "algorithms/coverage/compute_circles.hpp"
#include "core/random.hpp"

using namespace wangge;

namespace {

/// A net of streets 100 m apart, houses along them, one centre in a corner.
City net_city() {
  City city;
  constexpr int kSide = 20;
  auto street = [&](Point a, Point b) {
    WalkLine line;
    line.lines = {{a, b}};
    city.walk_lines.push_back(line);
  };
  for (int y = 0; y <= kSide; ++y)
    for (int x = 0; x <= kSide; ++x) {
      if (x < kSide) street({100.0 * x, 100.0 * y}, {100.0 * (x + 1), 100.0 * y});
      if (y < kSide) street({100.0 * x, 100.0 * y}, {100.0 * x, 100.0 * (y + 1)});
    }
  Random random(4);
  for (int i = 0; i < 300; ++i) {
    Building b;
    b.id = "b" + std::to_string(i);
    b.households = Households(static_cast<std::int32_t>(1 + random.below(40)));
    b.point = {random.uniform(0, 2000), random.uniform(0, 2000)};
    b.community = 0;
    city.buildings.push_back(b);
  }
  Centre c;
  c.id = "c";
  c.point = {200, 200};
  city.centres.push_back(c);
  Community community;
  community.id = "1";
  community.area = {{{{-10, -10}, {2010, -10}, {2010, 2010}, {-10, 2010}}, {}}};
  city.communities.push_back(community);
  city.circles.minutes = {};
  city.circles.metres = {500};
  return city;
}

std::int64_t covered_by_circles(const City& city) {
  const CircleReport report = compute_circles(city, {}, RunContext{}).value();
  std::int64_t sum = 0;
  for (const BuildingCoverage& row : report.coverage)
    if (row.covered) sum += city.buildings[static_cast<std::size_t>(row.building)].households.value();
  return sum;
}

}  // namespace

TEST_CASE("proposed centres gain what the circles show once they are built, and existing ones stay") {
  City city = net_city();
  SitingOptions options;
  options.add = 4;
  const SitingReport report = propose_centres(city, options, RunContext{}).value();
  CHECK(report.covered_before == covered_by_circles(city));
  REQUIRE(report.chosen.size() == 4);
  std::int64_t gained = 0;
  for (const std::int32_t c : report.chosen) {
    const SiteCandidate& site = report.candidates[static_cast<std::size_t>(c)];
    CHECK(site.source == CandidateSource::network);
    gained += site.gained;
    Centre centre;
    centre.id = site.id;
    centre.point = site.point;
    city.centres.push_back(centre);
  }
  CHECK(report.covered_before + gained == report.covered_after);
  CHECK(report.covered_after == covered_by_circles(city));
  CHECK(report.covered_after <= report.bound);
  std::int64_t after = 0;
  for (std::size_t b = 0; b < report.coverage.size(); ++b)
    if (report.coverage[b].after >= 0 && report.coverage[b].after <= 500) after += city.buildings[b].households.value();
  CHECK(after == report.covered_after);
}

TEST_CASE("given candidates are the only ones, planned centres among them") {
  City city = net_city();
  for (int i = 0; i < 5; ++i) city.candidates.push_back({"k" + std::to_string(i), "", {400.0 * i, 1000}});
  Centre planned;
  planned.id = "p";
  planned.point = {1800, 1800};
  planned.planned = true;
  city.centres.push_back(planned);
  SitingOptions options;
  options.add = 6;
  const SitingReport report = propose_centres(city, options, RunContext{}).value();
  CHECK(report.candidates.size() == 6);
  CHECK(report.candidates.back().source == CandidateSource::planned);
  CHECK(report.candidates.back().rank > 0);
  CHECK(report.proven);
  options.source = CandidateSource::buildings;
  const SitingReport free = propose_centres(city, options, RunContext{}).value();
  CHECK(free.candidates.front().source == CandidateSource::buildings);
  CHECK(free.covered_after > report.covered_after);
}

TEST_CASE("the fewest centres for a share reach it, and one less is proven not to") {
  const City city = net_city();
  SitingOptions options;
  options.share = 0.6;
  options.most_candidates = 100;
  const SitingReport report = propose_centres(city, options, RunContext{}).value();
  CHECK(report.reached);
  CHECK(report.covered_after >= report.wanted);
  CHECK(report.fewest_possible <= static_cast<std::int64_t>(report.chosen.size()));
  options.share = 0;
  options.add = static_cast<std::int32_t>(report.fewest_possible) - 1;
  CHECK(propose_centres(city, options, RunContext{}).value().covered_after < report.wanted);
}

TEST_CASE("the proposal does not depend on the number of threads") {
  const City city = net_city();
  SitingOptions options;
  options.add = 5;
  RunContext many;
  many.threads = 4;
  const SitingReport one = propose_centres(city, options, RunContext{}).value(),
                     four = propose_centres(city, options, many).value();
  CHECK(one.chosen == four.chosen);
  CHECK(one.covered_after == four.covered_after);
}

TEST_CASE("nothing asked for, no network and no candidates are refused") {
  City city = net_city();
  CHECK(propose_centres(city, {}, RunContext{}).error().code == ErrorCode::invalid_rules);
  SitingOptions options;
  options.add = 1;
  options.source = CandidateSource::given;
  CHECK(propose_centres(city, options, RunContext{}).error().code == ErrorCode::no_candidates);
  city.walk_lines.clear();
  CHECK(propose_centres(city, options, RunContext{}).error().code == ErrorCode::no_network);
}
