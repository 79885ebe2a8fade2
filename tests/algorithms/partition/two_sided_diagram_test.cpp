/// The diagram that sees what a set strands, against enumeration of all sets of small graphs.
#include "algorithms/partition/two_sided_diagram.hpp"

#include <doctest/doctest.h>

#include <map>

#include "algorithms/partition/prove.hpp"
#include "tests/algorithms/partition/small_graphs.hpp"

namespace wangge {
namespace {

using namespace wangge::partition;
using namespace wangge::small_graphs;

/// All sets of a diagram with the price of the edges that leave them. Fails on a set shown twice.
std::map<std::uint32_t, double> sets_of(const PartGraph& graph, const GridCosts& costs, const SetDiagram& diagram) {
  struct Step {
    std::uint32_t state, set;
    double cost;
  };
  std::map<std::uint32_t, double> out;
  if (diagram.empty()) return out;
  std::vector<std::size_t> layer_of(diagram.states(), 0);
  for (std::size_t layer = 0; layer < diagram.order.size(); ++layer)
    for (std::uint32_t s = diagram.layer_begin[layer]; s < diagram.layer_begin[layer + 1]; ++s) layer_of[s] = layer;
  std::vector<Step> stack{{diagram.root(), 0, 0}};
  while (!stack.empty()) {
    const Step step = stack.back();
    stack.pop_back();
    if (step.state == SetDiagram::dead) continue;
    if (step.state == SetDiagram::done) {
      if (costs.out(weight(graph, step.set)) == 0) CHECK(out.emplace(step.set, step.cost).second);
      continue;
    }
    const std::int32_t v = diagram.order[layer_of[step.state]];
    stack.push_back({diagram.child_out[step.state], step.set, step.cost + diagram.cost_out[step.state]});
    stack.push_back({diagram.child_in[step.state], step.set | 1U << v, step.cost + diagram.cost_in[step.state]});
  }
  return out;
}

bool strands_nothing(const PartGraph& graph, const GridCosts& costs, std::uint32_t set) {
  std::uint32_t rest = ((1U << graph.size()) - 1) & ~set;
  while (rest != 0) {
    const std::uint32_t piece = piece_of(graph, rest);
    if (weight(graph, piece) == 0 || !costs.reachable(weight(graph, piece))) return false;
    rest &= ~piece;
  }
  return true;
}

double border(const PartGraph& graph, std::uint32_t set) {
  double cut = 0;
  for (const std::int32_t v : nodes_of(set))
    for (const PartEdge& e : graph.around(v))
      if ((set >> e.to & 1) == 0) cut += static_cast<double>(e.cut);
  return cut;
}

}  // namespace

TEST_CASE("the two-sided diagram holds the connected sets in range that strand nothing, each once, at its price") {
  Random random(8);
  std::size_t kept = 0, left_out = 0, more = 0;
  for (int round = 0; round < 40; ++round) {
    const PartGraph graph = lattice(round % 3 == 0 ? 5 : 4, 4, 60 + 15 * (round % 5), random);
    GridCosts costs = costs_for(graph);
    if (round % 4 == 1) costs.max_households = 380;  // totals between two grids and three cannot be divided either
    SetDiagram one, both, coarse;
    if (!build_diagram(graph, costs, {}, one)) continue;
    std::int64_t work = 0;
    REQUIRE(build_two_sided(graph, costs, one.order, {}, both, work));
    REQUIRE(build_two_sided(graph, costs, one.order, {1'000'000, 60, nullptr}, coarse, work));
    const auto all = sets_of(graph, costs, one), seen = sets_of(graph, costs, both), some = sets_of(graph, costs, coarse);
    for (const auto& [set, cost] : all) {
      CHECK(cost == border(graph, set));
      const bool wanted = strands_nothing(graph, costs, set);
      CHECK(seen.count(set) == (wanted ? 1 : 0));
      (wanted ? kept : left_out) += 1;
      if (wanted) CHECK(some.count(set) == 1);
    }
    for (const auto& [set, cost] : seen) CHECK(all.at(set) == cost);
    for (const auto& [set, cost] : some) CHECK(all.at(set) == cost);
    more += some.size() - seen.size();
  }
  CHECK(kept > 1'000);
  CHECK(left_out > 1'000);
  CHECK(more > 0);
}

TEST_CASE("a limit on states ends the building of the two-sided diagram") {
  Random random(9);
  const PartGraph graph = lattice(5, 4, 80, random);
  const GridCosts costs = costs_for(graph);
  SetDiagram one, both;
  REQUIRE(build_diagram(graph, costs, {}, one));
  std::int64_t work = 0;
  CHECK_FALSE(build_two_sided(graph, costs, one.order, {50, 1, nullptr}, both, work));
  CHECK(work > 0);
}

TEST_CASE("proofs with the two-sided diagram find the optimum of the other one, or that there is none") {
  Random random(10);
  int none = 0, some = 0;
  for (int round = 0; round < 120; ++round) {
    // every other one with atoms without households, which sets in a list would not leave where they cost more
    const PartGraph graph = lattice(6, 5, (round % 2 == 0 ? 60 : 130) + 10 * (round % 6), random, round % 2 == 0 ? 0 : 5);
    const GridCosts costs = costs_for(graph);
    const RunContext run;
    ProveLimits limits;
    limits.work = 300'000'000;
    const ProveAnswer one = prove_part(graph, costs, {}, limits, run);
    limits.two_sided = 300'000;
    const ProveAnswer both = prove_part(graph, costs, {}, limits, run);
    if (!one.closed || !one.ran) continue;
    CHECK(both.closed);
    CHECK(both.label.empty() == one.label.empty());
    if (!one.label.empty()) CHECK(both.cost == one.cost);
    (one.label.empty() ? none : some) += 1;
  }
  CHECK(none > 0);
  CHECK(some > 20);
}

}  // namespace wangge
