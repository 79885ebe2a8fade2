#include "algorithms/partition/keep_in_force.hpp"

#include <doctest/doctest.h>

#include "algorithms/partition/divide_community.hpp"
#include "algorithms/plan/divide_all.hpp"

using namespace wangge;

namespace {

/// Four atoms of 200 households round a crossing: halves side by side or one over the other score the same.
DivisionProblem square() {
  DivisionProblem p;
  p.households = {200, 200, 200, 200};
  p.compound = {-1, -1, -1, -1};
  for (const auto& [a, b] : {std::pair{0, 1}, std::pair{0, 2}, std::pair{1, 3}, std::pair{2, 3}})
    p.edges.push_back({a, b, kCostPerPoint, 0, true});
  return p;
}

}  // namespace

TEST_CASE("of two plans that score the same the one in force stays, whichever it is") {
  for (const std::vector<std::int32_t>& previous : {std::vector<std::int32_t>{0, 0, 1, 1}, {4, 2, 4, 2}, {7, 7, 7, 3}}) {
    DivisionProblem p = square();
    p.previous = previous;
    const bool sound = previous[2] != 7 || previous[3] != 3;
    const Division one = divide_community(p, DivideOptions{}, RunContext{});
    const std::vector<const DivisionProblem*> all{&p};
    for (const Division& d : {one, divide_all(all, DivideOptions{}, DivideBudget{}, RunContext{})[0]}) {
      CHECK(d.proof == Proof::optimal);
      CHECK(d.grids == 2);
      CHECK(households_moved(p, d.grid) == (sound ? 0 : 200));
      CHECK(measure(p, d.grid).score == d.score);
    }
  }
}

TEST_CASE("a plan in force that scores worse does not stay") {
  DivisionProblem p = square();
  p.edges[0].apart_cost = p.edges[3].apart_cost = 2 * kCostPerPoint;
  p.previous = {0, 1, 0, 1};
  const Division d = divide_community(p, DivideOptions{}, RunContext{});
  CHECK(households_moved(p, d.grid) == 400);
}

TEST_CASE("parts of a community keep their grids each for itself, and unknown atoms stay as found") {
  DivisionProblem p = square();
  for (const AtomEdge& e : square().edges) p.edges.push_back({e.a + 4, e.b + 4, e.apart_cost, 0, true});
  p.households.insert(p.households.end(), 4, 200);
  p.compound.assign(8, -1);
  p.previous = {0, 0, 1, 1, 2, 3, 2, 3};
  CHECK(households_moved(p, divide_community(p, DivideOptions{}, RunContext{}).grid) == 0);
  p.previous[7] = -1;
  const Division d = divide_community(p, DivideOptions{}, RunContext{});
  CHECK(d.out_of_range == 0);
  CHECK(d.grid[0] == d.grid[1]);
}
