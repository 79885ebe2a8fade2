#include <doctest/doctest.h>

#include "algorithms/partition/divide_community.hpp"
#include "tests/algorithms/partition/exhaustive_oracle.hpp"

using namespace wangge;
using namespace wangge::test;

namespace {

struct Tally {
  int worlds = 0, possible = 0, optimal = 0, least_out = 0, impossible = 0;
};

Levels levels_of(const DivisionProblem& p, const Division& d) {
  const std::int64_t sign = p.count == GridCount::fewest ? 1 : p.count == GridCount::most ? -1 : 0;
  return {d.out_of_range, d.split_households, sign * d.grids, d.score};
}

void check_figures(const DivisionProblem& p, const Division& d) {
  const DivisionFigures figures = measure(p, d.grid);
  CHECK(figures.connected);
  CHECK(figures.out_of_range == d.out_of_range);
  CHECK(figures.split_households == d.split_households);
  CHECK(figures.score == d.score);
  CHECK(d.lower_bound <= d.score);
  CHECK(std::all_of(d.grid.begin(), d.grid.end(), [&](std::int32_t g) { return g >= 0 && g < d.grids; }));
}

void compare(const DivisionProblem& p, Tally& tally, const DivideOptions& options = {}) {
  RunContext run;
  const Division d = divide_community(p, options, run);
  check_figures(p, d);
  const Levels best = *ExhaustiveOracle(p).best();
  const Levels mine = levels_of(p, d);
  CHECK(best <= mine);
  ++tally.worlds;
  if (best[0] == 0) {
    ++tally.possible;
    CHECK(d.proof != Proof::infeasible);
    if (d.proof == Proof::optimal) {
      ++tally.optimal;
      CHECK(mine == best);
    }
    if (mine[0] == best[0] && mine[1] == best[1] && mine[2] == best[2]) CHECK(d.lower_bound <= best[3]);
  } else {
    ++tally.impossible;
    CHECK(d.proof != Proof::optimal);
    CHECK(d.proof == Proof::infeasible);
    CHECK_FALSE(d.reasons.empty());
    tally.least_out += mine[0] == best[0];
  }
}

}  // namespace

TEST_CASE("plans of small random worlds equal those of exhaustive search") {
  Random random(20240601);
  Tally tally;
  for (int i = 0; i < 300; ++i) {
    WorldOptions options;
    options.width = 2 + static_cast<int>(random.below(3));
    options.height = 2 + static_cast<int>(random.below(2));
    options.mean = 60 + 10.0 * static_cast<double>(random.below(12));
    DivisionProblem p = random_world(options, random);
    p.count = i % 5 == 3 ? GridCount::fewest : i % 5 == 4 ? GridCount::most : GridCount::target;
    compare(p, tally);
  }
  MESSAGE("possible ", tally.possible, ", proven ", tally.optimal, "; impossible ", tally.impossible, ", least households out ",
          tally.least_out);
  CHECK(tally.optimal == tally.possible);
  CHECK(tally.least_out >= tally.impossible * 95 / 100);
}

/// Small towns with compounds that fit, under all three rules for compounds.
void compare_towns_of_compounds(std::uint64_t seed, const DivideOptions& how) {
  Random random(seed);
  Tally tally;
  for (int i = 0; i < 300; ++i) {
    WorldOptions options;
    options.width = 3;
    options.height = 3;
    options.mean = 60 + 10.0 * static_cast<double>(random.below(8));
    options.compounds = 0.25;
    DivisionProblem p = random_world(options, random);
    std::vector<std::int64_t> size(9, 0);
    for (std::size_t v = 0; v < 9; ++v)
      if (p.compound[v] >= 0) size[static_cast<std::size_t>(p.compound[v])] += p.households[v];
    if (*std::max_element(size.begin(), size.end()) > p.max_households) continue;
    p.compounds = i % 3 == 0 ? CompoundRule::prefer : i % 7 == 1 ? CompoundRule::ignore : CompoundRule::keep;
    compare(p, tally, how);
  }
  MESSAGE("possible ", tally.possible, ", proven ", tally.optimal, "; impossible ", tally.impossible, ", least households out ",
          tally.least_out);
  CHECK(tally.optimal >= tally.possible * 95 / 100);
  CHECK(tally.least_out >= tally.impossible * 90 / 100);
}

TEST_CASE("compounds stay whole as exhaustive search finds best") { compare_towns_of_compounds(77, {}); }

TEST_CASE("proofs of the compounds to split agree with exhaustive search") {
  DivideOptions proving;
  proving.prove = true;
  compare_towns_of_compounds(78, proving);
}

TEST_CASE("a fixed number of grids is kept and best") {
  Random random(5);
  int possible = 0, optimal = 0;
  for (int i = 0; i < 120; ++i) {
    WorldOptions options;
    options.cut_off = 0.0;
    options.missing = 0.0;
    DivisionProblem p = random_world(options, random);
    p.count = GridCount::fixed;
    p.fixed_grids = 1 + static_cast<std::int32_t>(random.below(4));
    RunContext run;
    const Division d = divide_community(p, {}, run);
    check_figures(p, d);
    CHECK(d.grids == p.fixed_grids);
    const Levels best = *ExhaustiveOracle(p).best(p.fixed_grids);
    CHECK(best <= levels_of(p, d));
    if (best[0] > 0) continue;
    ++possible;
    optimal += d.proof == Proof::optimal;
    if (d.proof == Proof::optimal) CHECK(levels_of(p, d) == best);
  }
  CHECK(optimal == possible);
}
