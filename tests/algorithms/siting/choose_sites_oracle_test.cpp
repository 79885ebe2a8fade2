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

namespace {

/// Every candidate so many times over, and some that reach less beside each: nothing better can be chosen than before.
World crowded(const World& world, std::size_t copies) {
  World many;
  many.weight = world.weight;
  for (std::size_t c = 0; c < world.table.centres(); ++c)
    for (std::size_t i = 0; i < copies; ++i) {
      std::uint32_t skipped = 0;
      for (const PlaceReached& pair : world.table.of(c))
        if (i % 3 != 1 || ++skipped % 7 != 0) many.table.pairs.push_back(pair);
      many.table.first.push_back(static_cast<std::uint32_t>(many.table.pairs.size()));
    }
  return many;
}

std::int64_t covered_by_sites(const World& world, const std::vector<std::uint32_t>& sites) {
  std::vector<char> seen(world.weight.size(), 0);
  std::int64_t sum = 0;
  for (const std::uint32_t c : sites)
    for (const PlaceReached& pair : world.table.of(c))
      if (seen[pair.place]++ == 0) sum += world.weight[pair.place];
  return sum;
}

}  // namespace

TEST_CASE("thousands of candidates are searched by their core: its choice and its bound are those of all") {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    CAPTURE(seed);
    const World few = random_world(seed, 60, 400, 0.14), many = crowded(few, 30);
    const CoverProblem small = cover_problem(few.table, few.weight), large = cover_problem(many.table, many.weight);
    REQUIRE(large.candidate_count() == 1800);
    for (const std::size_t count : {3, 9, 15}) {
      CAPTURE(count);
      const SiteChoice best = choose_most(small, count, {}, RunContext{}), choice = choose_most(large, count, {}, RunContext{});
      CHECK(choice.covered == covered_by_sites(many, choice.sites));
      CHECK(choice.sites.size() <= count);
      CHECK(choice.covered <= best.bound);
      CHECK(choice.bound >= best.covered);  // a bound on all candidates, not on the core alone
      CHECK(static_cast<double>(choice.covered) >= 0.99 * static_cast<double>(best.covered));
      CHECK(static_cast<double>(choice.bound) <= 1.05 * static_cast<double>(best.bound));
    }
    const std::int64_t wanted = small.reachable() * 8 / 10;
    const SiteChoice fewest = choose_fewest(small, wanted, {}, RunContext{}),
                     found = choose_fewest(large, wanted, {}, RunContext{});
    CHECK(found.covered == covered_by_sites(many, found.sites));
    CHECK(found.covered >= wanted);
    CHECK(found.sites.size() >= fewest.fewest_possible);
    CHECK(found.sites.size() <= fewest.sites.size() + 1);
    CHECK(found.fewest_possible <= fewest.sites.size());
    CHECK(found.fewest_possible + 3 >= fewest.fewest_possible);
  }
}

TEST_CASE("what the loss of a site gives back is looked up again when something changed around it") {
  Random random(3);
  const World world = random_world(21, 80, 500, 0.13);
  const CoverProblem problem = cover_problem(world.table, world.weight);
  CoverSearch used(problem);
  used.fill(12);
  for (int round = 0; round < 40; ++round) {
    used.kick(1 + random.below(4), random);
    CoverSearch fresh(problem);  // knows nothing from before
    fresh.set(used.chosen());
    REQUIRE(fresh.covered() == used.covered());
    used.improve();
    fresh.improve();
    CHECK(fresh.chosen() == used.chosen());
    const std::uint32_t out = used.chosen()[random.below(used.chosen().size())];
    used.remove(out);
    used.fill(12);
  }
}
