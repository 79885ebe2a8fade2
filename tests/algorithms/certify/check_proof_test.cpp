#include "algorithms/certify/check_proof.hpp"

#include <doctest/doctest.h>

#include <optional>

#include "algorithms/partition/divide_community.hpp"
#include "tests/algorithms/partition/exhaustive_oracle.hpp"

using namespace wangge;
using namespace wangge::test;

namespace {

DivisionProblem some_world(Random& random, double compounds) {
  WorldOptions options;
  options.width = 2 + static_cast<int>(random.below(3));
  options.height = 2 + static_cast<int>(random.below(2));
  options.mean = 60 + 10.0 * static_cast<double>(random.below(12));
  options.compounds = compounds;
  return random_world(options, random);
}

/// The same grids and claim for another labelling of the atoms.
Division claimed(const DivisionProblem& p, std::vector<std::int32_t> grid, Proof proof) {
  Division d;
  d.grid = std::move(grid);
  for (const std::int32_t g : d.grid) d.grids = std::max(d.grids, g + 1);
  const DivisionFigures figures = measure(p, d.grid);
  d.out_of_range = figures.out_of_range;
  d.split_households = figures.split_households;
  d.score = d.lower_bound = figures.score;
  d.proof = proof;
  return d;
}

/// Another plan in range whose figures are worse: one atom moved to a neighbouring grid.
std::optional<Division> a_worse_plan(const DivisionProblem& p, const Division& best) {
  for (const AtomEdge& e : p.edges) {
    std::vector<std::int32_t> grid = best.grid;
    grid[static_cast<std::size_t>(e.a)] = grid[static_cast<std::size_t>(e.b)];
    Division moved = claimed(p, grid, Proof::optimal);
    const DivisionFigures figures = measure(p, grid);
    if (figures.connected && moved.grids == best.grids && figures.out_of_range == 0 && figures.split_households == 0 &&
        figures.score > best.score)
      return moved;
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("proofs: what the solver proves of small worlds stands the second look, what is made up does not") {
  Random random(4711);
  int optimal = 0, infeasible = 0, worse = 0, unchecked = 0;
  for (int i = 0; i < 400; ++i) {
    CAPTURE(i);
    DivisionProblem p = some_world(random, i % 2 == 0 ? 0.0 : 0.25);
    p.count = i % 5 == 3 ? GridCount::fewest : i % 5 == 4 ? GridCount::most : GridCount::target;
    Division d = divide_community(p, {}, RunContext{});
    const ProofCheck check = check_proof(p, d);
    CHECK(check != ProofCheck::refuted);
    unchecked += check == ProofCheck::not_checked;
    if (d.proof == Proof::infeasible && check == ProofCheck::confirmed) ++infeasible;
    if (d.proof != Proof::optimal || check != ProofCheck::confirmed) continue;
    ++optimal;
    Division lies = d;
    lies.proof = Proof::infeasible;
    CHECK(check_proof(p, lies) == ProofCheck::refuted);
    Division cheaper = d;
    cheaper.score -= 1;
    cheaper.lower_bound -= 1;
    CHECK(check_proof(p, cheaper) == ProofCheck::refuted);
    if (p.count != GridCount::target) continue;
    if (const std::optional<Division> other = a_worse_plan(p, d)) {
      ++worse;
      CHECK(check_proof(p, *other) == ProofCheck::refuted);
    }
  }
  MESSAGE("confirmed: optimal ", optimal, ", impossible ", infeasible, "; worse plans refuted ", worse, ", not checked ",
          unchecked);
  CHECK(optimal > 100);
  CHECK(infeasible > 50);
  CHECK(worse > 15);
}

TEST_CASE("proofs: a number of grids, limits and pairs kept apart are part of what is checked") {
  // A row of six houses of 100; three grids of 300 would need nine.
  DivisionProblem p;
  p.households.assign(8, 100);
  for (std::int32_t i = 0; i + 1 < 8; ++i) p.edges.push_back({i, i + 1, 1000, 0, true});
  const std::vector<std::int32_t> halves{0, 0, 0, 0, 1, 1, 1, 1};
  CHECK(check_proof(p, claimed(p, halves, Proof::optimal)) == ProofCheck::confirmed);
  CHECK(check_proof(p, claimed(p, {0, 0, 0, 1, 1, 1, 1, 1}, Proof::optimal)) == ProofCheck::refuted);

  DivisionProblem fixed = p;
  fixed.count = GridCount::fixed;
  fixed.fixed_grids = 2;
  CHECK(check_proof(fixed, claimed(fixed, halves, Proof::optimal)) == ProofCheck::confirmed);

  DivisionProblem limited = p;
  limited.limits.push_back({{0, 0, 0, 5, 5, 0, 0, 0}, 9});
  CHECK(check_proof(limited, claimed(limited, halves, Proof::optimal)) == ProofCheck::confirmed);
  limited.limits[0].amount = {5, 0, 0, 5, 0, 0, 0, 0};
  CHECK(check_proof(limited, claimed(limited, halves, Proof::optimal)) == ProofCheck::refuted);  // breaks the limit itself
  CHECK(check_proof(limited, claimed(limited, {0, 0, 0, 1, 1, 1, 1, 1}, Proof::optimal)) == ProofCheck::confirmed);

  DivisionProblem apart = p;
  apart.cannot_link = {{0, 3}};
  CHECK(check_proof(apart, claimed(apart, {0, 0, 0, 1, 1, 1, 1, 1}, Proof::optimal)) == ProofCheck::confirmed);

  DivisionProblem torn = p;
  torn.edges[3].connects = false;
  torn.edges[1].connects = false;
  CHECK(check_proof(torn, claimed(torn, halves, Proof::infeasible)) == ProofCheck::confirmed);
}

TEST_CASE("proofs: what is too much to try is said to be not checked") {
  Random random(3);
  WorldOptions options;
  options.width = options.height = 6;
  options.mean = 60;
  const DivisionProblem p = random_world(options, random);
  std::vector<std::int32_t> all(p.households.size(), 0);
  Division d = claimed(p, all, Proof::infeasible);
  ProofCheckLimits few;
  few.sets = 10;
  CHECK(check_proof(p, d, few) == ProofCheck::not_checked);
  d.proof = Proof::bound;
  CHECK(check_proof(p, d, few) == ProofCheck::nothing_claimed);
}
