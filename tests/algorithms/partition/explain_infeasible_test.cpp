#include "algorithms/partition/explain_infeasible.hpp"

#include <doctest/doctest.h>

#include "algorithms/partition/compound_plan.hpp"
#include "algorithms/partition/divide_community.hpp"

using namespace wangge;
using namespace wangge::partition;

namespace {

/// Three yards of 200 households that meet only in a fourth of 100: each is in some set of 300-400, only one can be at a time.
DivisionProblem star() {
  DivisionProblem p;
  p.households = {100, 200, 200, 200};
  p.compound.assign(4, -1);
  for (const std::int32_t leaf : {1, 2, 3}) p.edges.push_back({0, leaf, kCostPerPoint, 0, true});
  p.max_households = 400;
  p.target_households = 350;
  return p;
}

std::vector<InfeasibleReason> reasons(const DivisionProblem& p, const Division& d, bool impossible) {
  const RunContext run;
  const Task task = make_task(p, {}, run);
  return explain_infeasible(p, keep_all(task), task.weights, task.costs, d.grid, impossible, run);
}

}  // namespace

TEST_CASE("that no combination exists is said only where it is proven") {
  const DivisionProblem p = star();
  const Division d = divide_community(p, {}, RunContext{});
  REQUIRE(d.proof == Proof::infeasible);
  REQUIRE(d.reasons.size() == 1);
  CHECK(d.reasons[0].kind == InfeasibleReason::Kind::no_combination);
  CHECK(reasons(p, d, false)[0].kind == InfeasibleReason::Kind::not_found);
}

TEST_CASE("of two parts without a plan none is called proven when it is not known which one is") {
  DivisionProblem p = star();
  const DivisionProblem other = star();
  for (const std::int32_t h : other.households) p.households.push_back(h);
  p.compound.assign(8, -1);
  for (const AtomEdge& e : other.edges) p.edges.push_back({e.a + 4, e.b + 4, e.apart_cost, 0, true});
  const Division d = divide_community(p, {}, RunContext{});
  REQUIRE(d.proof == Proof::infeasible);
  REQUIRE(d.reasons.size() == 2);
  CHECK(d.reasons[0].kind == InfeasibleReason::Kind::not_found);
  CHECK(d.reasons[1].kind == InfeasibleReason::Kind::not_found);
}

TEST_CASE("a tower in a large part names the maximum that would do, too") {
  DivisionProblem p;
  for (std::int32_t i = 0; i < 200; ++i) {
    p.households.push_back(i == 77 ? 613 : 20);
    if (i > 0) p.edges.push_back({i - 1, i, kCostPerPoint, 0, true});
  }
  p.compound.assign(200, -1);
  const Division d = divide_community(p, {}, RunContext{});
  REQUIRE_FALSE(d.reasons.empty());
  CHECK(d.reasons[0].kind == InfeasibleReason::Kind::atom_too_large);
  CHECK(d.reasons[0].smallest_maximum == 613);
}
