#include "algorithms/siting/choose_sites.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cmath>

#include "algorithms/siting/cover_bound.hpp"
#include "algorithms/siting/cover_search.hpp"
#include "core/random.hpp"

using namespace wangge;

namespace {

struct World {
  ReachTable table;
  std::vector<std::int64_t> weight;
};

/// Candidates and places on a square; a candidate reaches what is near it.
World random_world(std::uint64_t seed, std::size_t candidates, std::size_t places, double reach) {
  Random random(seed);
  World world;
  std::vector<std::pair<double, double>> at;
  for (std::size_t p = 0; p < places; ++p) {
    at.emplace_back(random.uniform(), random.uniform());
    world.weight.push_back(static_cast<std::int64_t>(random.below(9)));
  }
  for (std::size_t c = 0; c < candidates; ++c) {
    const double x = random.uniform(), y = random.uniform();
    for (std::uint32_t p = 0; p < places; ++p)
      if (std::hypot(at[p].first - x, at[p].second - y) <= reach) world.table.pairs.push_back({p, 1.0});
    world.table.first.push_back(static_cast<std::uint32_t>(world.table.pairs.size()));
  }
  return world;
}

std::int64_t covered_by(const World& world, std::uint32_t set) {
  std::vector<char> seen(world.weight.size(), 0);
  std::int64_t sum = 0;
  for (std::size_t c = 0; c < world.table.centres(); ++c)
    if ((set >> c & 1U) != 0)
      for (const PlaceReached& pair : world.table.of(c))
        if (seen[pair.place]++ == 0) sum += world.weight[pair.place];
  return sum;
}

std::uint32_t as_set(const std::vector<std::uint32_t>& sites) {
  std::uint32_t set = 0;
  for (const std::uint32_t s : sites) set |= 1U << s;
  return set;
}

}  // namespace

TEST_CASE("the chosen sites are the best of all choices, and the bound says so") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const std::size_t candidates = 8 + seed % 7;
    const World world = random_world(seed, candidates, 90, 0.12 + 0.01 * static_cast<double>(seed % 9));
    const CoverProblem problem = cover_problem(world.table, world.weight);
    for (std::size_t count = 1; count <= candidates; count += 2) {
      std::int64_t best = 0;
      for (std::uint32_t set = 0; set < (1U << candidates); ++set)
        if (static_cast<std::size_t>(std::popcount(set)) <= count) best = std::max(best, covered_by(world, set));
      const SiteChoice choice = choose_most(problem, count, {}, RunContext{});
      CAPTURE(seed);
      CAPTURE(count);
      CHECK(choice.sites.size() <= count);
      CHECK(choice.covered == covered_by(world, as_set(choice.sites)));
      CHECK(choice.covered == best);
      CHECK(choice.bound == best);
      CHECK(choice.proven);
    }
  }
}

TEST_CASE("the fewest sites for a share are as few as an exhaustive search finds") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const std::size_t candidates = 8 + seed % 6;
    const World world = random_world(seed + 900, candidates, 80, 0.2);
    const CoverProblem problem = cover_problem(world.table, world.weight);
    for (const double share : {0.3, 0.6, 0.9, 1.0}) {
      const auto wanted = static_cast<std::int64_t>(std::ceil(share * static_cast<double>(problem.reachable())));
      std::size_t fewest = candidates;
      for (std::uint32_t set = 0; set < (1U << candidates); ++set)
        if (covered_by(world, set) >= wanted) fewest = std::min<std::size_t>(fewest, std::popcount(set));
      const SiteChoice choice = choose_fewest(problem, wanted, {}, RunContext{});
      CAPTURE(seed);
      CAPTURE(share);
      CHECK(choice.reached);
      CHECK(choice.covered >= wanted);
      CHECK(choice.sites.size() == fewest);
      CHECK(choice.fewest_possible == fewest);
      CHECK(choice.proven);
    }
  }
}

TEST_CASE("a share that no choice reaches is said to be out of reach") {
  const World world = random_world(5, 6, 60, 0.2);
  const CoverProblem problem = cover_problem(world.table, world.weight);
  const SiteChoice choice = choose_fewest(problem, problem.reachable() + 1, {}, RunContext{});
  CHECK_FALSE(choice.reached);
  CHECK(choice.covered == problem.reachable());
}

TEST_CASE("merging equal demand loses nothing") {
  const World world = random_world(77, 12, 400, 0.25);
  const CoverProblem problem = cover_problem(world.table, world.weight);
  CHECK(problem.class_count() < 400);
  CoverSearch search(problem);
  std::uint32_t set = 0;
  for (const std::uint32_t c : {3U, 7U, 1U, 11U}) {
    search.add(c);
    set |= 1U << c;
    CHECK(search.covered() == covered_by(world, set));
  }
  search.remove(7);
  CHECK(search.covered() == covered_by(world, set & ~(1U << 7U)));
  CHECK(search.gain(7) == covered_by(world, set) - search.covered());
}

TEST_CASE("prices bound every choice, also with sites fixed") {
  const World world = random_world(31, 10, 120, 0.22);
  const CoverProblem problem = cover_problem(world.table, world.weight);
  CoverBound bound(problem, 3);
  std::vector<Fixing> fixing(10, Fixing::open);
  fixing[2] = Fixing::in;
  fixing[5] = Fixing::out;
  bound.fix(fixing);
  bound.lower(400, 0, {});
  std::int64_t best = 0;
  for (std::uint32_t set = 0; set < 1024; ++set)
    if (std::popcount(set) <= 3 && (set >> 2 & 1U) != 0 && (set >> 5 & 1U) == 0) best = std::max(best, covered_by(world, set));
  CHECK(bound.bound() >= best);
  CHECK(bound.bound() <= best + best / 10);
}
