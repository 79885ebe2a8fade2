#include "algorithms/partition/cycle_bound.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/algorithms/partition/exhaustive_oracle.hpp"

using namespace wangge;
using namespace wangge::partition;
using namespace wangge::test;

namespace {

PartGraph graph_of(const DivisionProblem& p, Cost& constant) {
  PartGraph graph;
  graph.households = p.households;
  std::vector<std::vector<PartEdge>> around(p.households.size());
  constant = 0;
  for (const AtomEdge& e : p.edges) {
    const Cost cut = e.apart_cost - e.together_cost;
    around[static_cast<std::size_t>(e.a)].push_back({e.b, e.connects, cut, cut});
    around[static_cast<std::size_t>(e.b)].push_back({e.a, e.connects, cut, cut});
    constant += e.together_cost;
  }
  graph.offset.push_back(0);
  for (const auto& edges : around) {
    graph.edges.insert(graph.edges.end(), edges.begin(), edges.end());
    graph.offset.push_back(static_cast<std::int32_t>(graph.edges.size()));
  }
  return graph;
}

bool connected(const PartGraph& graph) { return all_connected(graph, Labels(static_cast<std::size_t>(graph.size()), 0)); }

GridCosts costs_of(const DivisionProblem& p, std::int64_t total) {
  GridCosts costs;
  costs.min_households = p.min_households;
  costs.max_households = p.max_households;
  costs.target_households = p.target_households;
  costs.fill(total);
  return costs;
}

/// A lattice with one diagonal a square: always planar.
DivisionProblem planar_world(Random& random, int width, int height, double cheap) {
  DivisionProblem p;
  for (int i = 0; i < width * height; ++i)
    p.households.push_back(random.chance(0.15) ? 0 : static_cast<std::int32_t>(random.lognormal(110, 0.4)));
  const auto join = [&](int a, int b) {
    if (random.chance(0.05)) return;
    AtomEdge e{a, b, static_cast<Cost>(random.uniform(0, 9e6)), 0, !random.chance(0.05)};
    if (random.chance(cheap)) e.apart_cost = static_cast<Cost>(random.uniform(0, 2e5));
    if (random.chance(0.12)) e.together_cost = static_cast<Cost>(random.uniform(0, 14e6));
    p.edges.push_back(e);
  };
  for (int a = 0; a < width * height; ++a) {
    const bool right = a % width + 1 < width, down = a + width < width * height;
    const bool left = a % width > 0 && down && (a + a / width) % 2 == 0;
    if (right) join(a, a + 1);
    if (left) join(a, a + width - 1);
    if (down) join(a, a + width);
    if (right && down && (a + 1 + a / width) % 2 != 0) join(a, a + width + 1);
  }
  return p;
}

}  // namespace

TEST_CASE("the bound by walks never passes the best plan, found by exhaustive search") {
  int ran = 0, close = 0, worlds = 0;
  CycleLimits limits;
  limits.work = 25'000'000;
  for (std::uint64_t seed = 1; seed <= 90; ++seed) {
    Random random(seed);
    const int width = 3, height = seed % 2 == 0 ? 4 : 3;
    DivisionProblem p = planar_world(random, width, height, seed % 3 == 0 ? 0.4 : 0.0);
    p.min_households = seed % 5 == 0 ? 150 : 300;
    p.max_households = seed % 5 == 0 ? 350 : 500;
    p.target_households = seed % 5 == 0 ? 250 : 400;
    if (std::any_of(p.households.begin(), p.households.end(), [&](std::int32_t h) { return h > p.max_households; })) continue;
    Cost constant = 0;
    const PartGraph graph = graph_of(p, constant);
    if (!connected(graph)) continue;
    const GridCosts costs = costs_of(p, graph.total());
    const auto best = ExhaustiveOracle(p).best();
    ++worlds;
    CAPTURE(seed);
    const CycleBound bound = cycle_bound(graph, costs, {}, limits, RunContext{});
    if (!bound.ran) continue;
    ++ran;
    if (!best || (*best)[0] > 0) continue;
    CHECK(bound.lower + constant <= (*best)[3]);
    Labels alone(static_cast<std::size_t>(graph.size()));  // any plan may be given
    for (std::size_t v = 0; v < alone.size(); ++v) alone[v] = static_cast<std::int32_t>(v);
    if (const CycleBound found = cycle_bound(graph, costs, alone, limits, RunContext{}); found.ran)
      CHECK(found.lower + constant <= (*best)[3]);
    CycleLimits little;
    little.work = 3000;
    if (const CycleBound soon = cycle_bound(graph, costs, {}, little, RunContext{}); soon.ran)
      CHECK(soon.lower + constant <= (*best)[3]);
    close += static_cast<int>(static_cast<double>(bound.lower + constant) > 0.5 * static_cast<double>((*best)[3]));
    for (int k = 2; k <= 4; ++k) {  // a fixed number of grids
      const auto fixed = ExhaustiveOracle(p).best(k);
      if (!fixed || (*fixed)[0] > 0) continue;
      PartGraph with = graph;
      with.side.fixed_grids = k;
      const CycleBound of_k = cycle_bound(with, costs, {}, limits, RunContext{});
      if (of_k.ran) CHECK(of_k.lower + constant <= (*fixed)[3]);
    }
  }
  MESSAGE("worlds " << worlds << ", bounded " << ran << ", above half of the best " << close);
  CHECK(ran > 40);
}

TEST_CASE("the bound by walks is the same on every run, never passes a plan, and stops when told to") {
  Random random(5);
  DivisionProblem p;
  const int side = 14;
  for (int i = 0; i < side * side; ++i) p.households.push_back(static_cast<std::int32_t>(random.uniform(2, 14)));
  for (int a = 0; a < side * side; ++a) {
    if (a % side + 1 < side) p.edges.push_back({a, a + 1, static_cast<Cost>(random.uniform(5e5, 3e6)), 0, true});
    if (a + side < side * side) p.edges.push_back({a, a + side, static_cast<Cost>(random.uniform(5e5, 3e6)), 0, true});
  }
  Cost constant = 0;
  const PartGraph graph = graph_of(p, constant);
  const GridCosts costs = costs_of(p, graph.total());
  Labels columns(static_cast<std::size_t>(graph.size()));
  const auto grids = static_cast<std::int32_t>((graph.total() + 200) / 400);
  for (int a = 0; a < side * side; ++a) columns[static_cast<std::size_t>(a)] = std::min(grids - 1, a % side * grids / side);
  CycleLimits limits;
  limits.work = 250'000'000;
  const CycleBound bound = cycle_bound(graph, costs, columns, limits, RunContext{});
  REQUIRE(bound.ran);
  CHECK(bound.lower <= plan_cost(graph, costs, columns));
  CHECK(4 * bound.lower >= plan_cost(graph, costs, columns));  // a plain plan
  MESSAGE("bound " << bound.lower << " plan " << plan_cost(graph, costs, columns) << " work " << bound.work);
  const CycleBound again = cycle_bound(graph, costs, columns, limits, RunContext{});
  CHECK(again.lower == bound.lower);
  CHECK(again.work == bound.work);
  RunContext stopped;
  stopped.cancel();
  CHECK_FALSE(cycle_bound(graph, costs, columns, CycleLimits{}, stopped).ran);
}

TEST_CASE("the bound by walks says nothing about graphs that cannot be drawn without crossings") {
  DivisionProblem p;
  p.households.assign(5, 200);
  for (int a = 0; a < 5; ++a)
    for (int b = a + 1; b < 5; ++b) p.edges.push_back({a, b, kCostPerPoint, 0, true});
  Cost constant = 0;
  const PartGraph graph = graph_of(p, constant);
  CHECK_FALSE(cycle_bound(graph, costs_of(p, 1000), {}, CycleLimits{}, RunContext{}).ran);
}
