/// Cuts, the filter on what a grid leaves, and the pricer that knows of both, against enumeration of all sets of small graphs.
#include "algorithms/partition/triple_cuts.hpp"

#include <doctest/doctest.h>

#include <map>

#include "algorithms/partition/grid_pricer.hpp"
#include "algorithms/partition/plan_columns.hpp"
#include "algorithms/partition/prove.hpp"
#include "tests/algorithms/partition/small_graphs.hpp"

namespace wangge {
namespace {

using namespace wangge::partition;
using namespace wangge::small_graphs;

/// A list of the same sets gives the same prices, also after it was cut short.
void look_at_the_list(GridPricer& pricer, const std::vector<Column>& columns, const std::vector<double>& point, std::int64_t k) {
  ColumnList list(16, columns);
  const std::vector<TripleCut> cuts = pricer.cuts();
  pricer.look_at(&list);
  pricer.set_cuts(cuts);
  pricer.set_point(point);
  CHECK(pricer.minimise(1000, 1e15));
  double least = Pricer::never;
  for (const Column& c : columns) least = std::min(least, c.reduced);
  CHECK(pricer.least() == least);
  CHECK(pricer.fresh().front().reduced == least);
  list.drop_above(least + 5e6);
  std::vector<Column> left;
  CHECK(pricer.list(1e18, k, 1'000'000, 1'000'000, left));
  std::size_t expected = 0;
  for (const Column& c : columns) expected += c.reduced <= least + 5e6 ? 1 : 0;
  CHECK(left.size() == expected);
  pricer.set_point(point);  // after the cut the rows still belong together
  std::vector<Column> again;
  CHECK(pricer.list(1e18, k, 1'000'000, 1'000'000, again));
  for (std::size_t i = 0; i < again.size(); ++i) CHECK(again[i].reduced == left[i].reduced);
}

}  // namespace

TEST_CASE("the pricer charges a set for the cuts that hold two of its nodes, and lists no other sets") {
  Random random(5);
  int listed = 0;
  for (int round = 0; round < 25; ++round) {
    const PartGraph graph = lattice(4, 4, 95, random);
    const GridCosts costs = costs_for(graph);
    const std::int64_t k = std::max<std::int64_t>(1, costs.fewest(graph.total()));
    SetDiagram diagram;
    REQUIRE(build_diagram(graph, costs, {}, diagram));
    RunContext run;
    GridPricer pricer(graph, costs, diagram, {}, run);
    std::vector<TripleCut> cuts;
    for (int c = 0; c < 9; ++c) {
      std::array<std::int32_t, 3> node{};
      for (std::int32_t& v : node) v = static_cast<std::int32_t>(random.below(16));
      if (node[0] != node[1] && node[1] != node[2] && node[0] != node[2]) cuts.push_back({node});
    }
    pricer.set_cuts(cuts);
    std::vector<double> point;
    for (int v = 0; v < 16; ++v) point.push_back(static_cast<double>(random.below(9'000'000)));
    for (std::size_t c = 0; c < pricer.cuts().size(); ++c) point.push_back(-static_cast<double>(random.below(3'000'000)));
    pricer.set_point(point);

    std::map<std::vector<std::int32_t>, double> expected;
    double least_usable = Pricer::never, least = Pricer::never;
    for (std::uint32_t set = 1; set < 1U << 16; ++set) {
      if (costs.out(weight(graph, set)) > 0 || piece_of(graph, set) != set) continue;
      const std::vector<std::int32_t> nodes = nodes_of(set);
      double reduced = set_cost(graph, costs, nodes);
      for (const std::int32_t v : nodes) reduced -= point[at(v)];
      for (std::size_t c = 0; c < pricer.cuts().size(); ++c)
        if (holds_two(pricer.cuts()[c], nodes)) reduced -= point[16 + c];
      least = std::min(least, reduced);
      if (!usable(graph, costs, set, k)) continue;
      least_usable = std::min(least_usable, reduced);
      expected[nodes] = reduced;
    }
    if (expected.empty()) continue;
    CHECK(pricer.minimise(1000, 1e15));
    CHECK(pricer.least() == least);
    const double reach = least_usable + 60e6;
    std::erase_if(expected, [&](const auto& e) { return e.second > reach; });
    std::vector<Column> columns;
    CHECK(pricer.list(reach, k, 1'000'000, 1'000'000, columns));
    CHECK(columns.size() == expected.size());
    for (const Column& c : columns) {
      ++listed;
      CHECK(expected.at(c.nodes) == c.reduced);
      CHECK(c.cost == set_cost(graph, costs, c.nodes));
    }
    look_at_the_list(pricer, columns, point, k);
  }
  CHECK(listed > 500);
}

TEST_CASE("three sets of two nodes each, half of each, break one cut") {
  const std::vector<std::vector<std::int32_t>> sets{{0, 1}, {1, 2}, {0, 2}, {3, 4}};
  const std::vector<ShareOfSet> plan{{sets[0], 0.5}, {sets[1], 0.5}, {sets[2], 0.5}, {sets[3], 1.0}};
  const std::vector<TripleCut> cuts = broken_triples(5, plan, 10);
  REQUIRE(cuts.size() == 1);
  CHECK(cuts[0].node == std::array<std::int32_t, 3>{0, 1, 2});
  const std::vector<ShareOfSet> whole{{sets[0], 1.0}, {sets[3], 1.0}};
  CHECK(broken_triples(5, whole, 10).empty());
}

TEST_CASE("cuts share a place only when one is over before the other begins") {
  const std::vector<std::int32_t> layer{0, 1, 2, 3, 4, 5, 6};
  std::vector<TripleCut> cuts{{{0, 1, 3}}, {{3, 4, 5}}, {{4, 5, 6}}, {{6, 2, 1}}};
  find_places(layer, cuts);
  REQUIRE(cuts.size() == 4);
  for (const TripleCut& a : cuts)
    for (const TripleCut& b : cuts) {
      if (&a == &b || a.place != b.place) continue;
      const auto [a_low, a_high] = std::minmax_element(a.node.begin(), a.node.end());
      const auto [b_low, b_high] = std::minmax_element(b.node.begin(), b.node.end());
      CHECK((*a_high < *b_low || *b_high < *a_low));
    }
  std::vector<TripleCut> many(kTriplePlaces + 5, TripleCut{{0, 3, 6}});
  find_places(layer, many);
  CHECK(many.size() == kTriplePlaces);
}

TEST_CASE("proofs with cuts agree, whatever plan they start from") {
  Random random(77);
  int closed = 0, open_at_first = 0, parts_closed = 0;
  for (int round = 0; round < 24; ++round) {
    const PartGraph graph = lattice(6, 6, 75, random);  // chunky: five atoms a grid
    const GridCosts costs = costs_for(graph);
    RunContext run;
    ProveLimits limits;
    limits.columns = 60'000;
    limits.cover_nodes = 20'000'000;
    limits.work = 300'000'000;
    limits.labels = 4'000'000;
    const ProveAnswer bare = prove_part(graph, costs, {}, limits, run);
    REQUIRE(bare.closed);
    if (bare.label.empty()) continue;
    ++closed;
    CHECK(plan_cost(graph, costs, bare.label) == bare.cost);
    const ProveAnswer again = prove_part(graph, costs, bare.label, limits, run);
    CHECK(again.closed);
    CHECK(again.cost == bare.cost);
    ProveLimits both = limits;
    both.two_sided = 500'000;
    const ProveAnswer seen = prove_part(graph, costs, round % 2 == 0 ? Labels{} : bare.label, both, run);
    CHECK(seen.closed);
    CHECK(seen.cost == bare.cost);
    ProveLimits narrow = both;  // lists hold a part of the gap only, one after the other
    narrow.columns = 12;
    const ProveAnswer in_parts = prove_part(graph, costs, round % 2 == 0 ? bare.label : Labels{}, narrow, run);
    if (in_parts.closed) CHECK(in_parts.cost == bare.cost);
    if (!in_parts.closed) CHECK(in_parts.lower <= bare.cost);
    parts_closed += in_parts.closed ? 1 : 0;
    ProveLimits few = round % 3 == 0 ? limits : both;  // stops on the way: the bound must not pass the optimum
    for (const std::int64_t work : {2'000, 20'000, 60'000, 200'000}) {
      few.work = work;
      const ProveAnswer part = prove_part(graph, costs, {}, few, run);
      if (!part.closed) {
        ++open_at_first;
        CHECK(part.lower <= bare.cost);
      } else {
        CHECK(part.cost == bare.cost);
      }
    }
  }
  CHECK(closed > 10);
  CHECK(open_at_first > 10);
  CHECK(parts_closed > 10);
}

}  // namespace wangge
