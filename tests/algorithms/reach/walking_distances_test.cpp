#include "algorithms/reach/walking_distances.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "core/random.hpp"

using namespace wangge;

namespace {

WalkLine street(Polyline line, std::string from = "", std::string to = "") {
  WalkLine walk;
  walk.lines = {std::move(line)};
  walk.from_node = std::move(from);
  walk.to_node = std::move(to);
  return walk;
}

/// Shortest walk by relaxing every arc until nothing changes: slow, and shares no code with the search.
std::vector<double> relaxed(const WalkGraph& graph, const NetworkEntry& start) {
  std::vector<double> metres(graph.node_count(), kOutOfReach);
  const WalkArc& own = graph.arcs[start.arc];
  metres[own.from] = start.metres + start.along;
  metres[own.to] = std::min(metres[own.to], start.metres + own.metres - start.along);
  for (bool changed = true; changed;) {
    changed = false;
    for (const WalkArc& arc : graph.arcs)
      for (const auto& [u, v] : {std::pair{arc.from, arc.to}, std::pair{arc.to, arc.from}})
        if (metres[u] + arc.metres < metres[v]) metres[v] = metres[u] + arc.metres, changed = true;
  }
  return metres;
}

struct Walker {
  City city;
  WalkGraph graph;
  NetworkSnapper snapper;
  AccessModel model;
  explicit Walker(City the_city)
      : city(std::move(the_city)), graph(build_walk_graph(city.walk_lines)), snapper(graph), model(city, graph, snapper) {}
  double walk(Point from, Point to, double limit = 1e5) const {
    BoundedSearch search(graph);
    search.run(model.enter(from, -1).entries, limit);
    double metres = kOutOfReach;
    for (const NetworkEntry& entry : model.enter(to, -1).entries) metres = std::min(metres, search.to(entry));
    return metres;
  }
};

City with(std::vector<WalkLine> lines) {
  City city;
  city.walk_lines = std::move(lines);
  return city;
}

}  // namespace

TEST_CASE("walk graph: a bridge that merely crosses a street is not joined to it") {
  const Walker walker(with({street({{0, 0}, {2000, 0}}), street({{1000, -1000}, {1000, 1000}})}));
  CHECK(walker.graph.pieces == 2);
  CHECK(walker.walk({500, 0}, {1000, 500}) == kOutOfReach);
}

TEST_CASE("walk graph: lines join where vertices coincide exactly, inner ones too") {
  const Walker walker(with({street({{0, 0}, {1000, 0}, {2000, 0}}), street({{1000, 0}, {1000, 1000}})}));
  CHECK(walker.graph.pieces == 1);
  CHECK(walker.walk({500, 0}, {1000, 500}) == doctest::Approx(1000));
}

TEST_CASE("walk graph: with node ids inner vertices belong to their line alone, and equal ids join apart places") {
  const Walker crossing(with({street({{0, 0}, {1000, 0}, {2000, 0}}, "a", "b"), street({{1000, 0}, {1000, 1500}}, "c", "d")}));
  CHECK(crossing.graph.pieces == 2);
  const Walker joined(with({street({{0, 0}, {1000, 0}}, "a", "b"), street({{1000.001, 0}, {2000, 0}}, "b", "c")}));
  CHECK(joined.graph.pieces == 1);
  CHECK(joined.walk({500, 0}, {1500, 0}) == doctest::Approx(999.999));
}

TEST_CASE("walk graph: a stretch without length still joins the nodes at its ends") {
  const Walker walker(with({street({{0, 0}, {1000, 0}}, "a", "b"), street({{1000, 0}, {1000, 0}}, "b", "c"),
                            street({{1000, 0}, {1000, 900}}, "c", "d")}));
  CHECK(walker.graph.pieces == 1);
  CHECK(walker.walk({900, 0}, {1000, 100}) == doctest::Approx(200));
}

TEST_CASE("walk graph: lines closed to walkers and pieces under 1,000 m take no part") {
  WalkLine closed = street({{0, 5}, {3000, 5}});
  closed.foot = false;
  const Walker walker(with({closed, street({{0, 10}, {999, 10}}), street({{0, 100}, {1000, 100}})}));
  CHECK(walker.graph.arcs.size() == 1);
  CHECK(walker.graph.pieces == 1);
  CHECK(walker.graph.short_pieces == 1);
  CHECK(walker.graph.short_metres == doctest::Approx(999));
}

TEST_CASE("walking distances: two places on one arc walk along it, however long the way round its ends") {
  const Walker walker(with({street({{0, 0}, {5000, 0}})}));
  CHECK(walker.walk({2000, 3}, {2100, 4}) == doctest::Approx(107));
  CHECK(walker.walk({2000, 3}, {2100, 4}, 200) == doctest::Approx(107));
}

TEST_CASE("building access: in a compound with gates the walk leads through a gate") {
  City city = with({street({{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}, {0, 0}})});
  city.compounds.push_back({"x", "x", {{{{100, 50}, {400, 50}, {400, 350}, {100, 350}}, {}}}});
  city.gates.push_back({{400, 300}, 0});
  const Walker walker(std::move(city));
  const AccessModel::Way way = walker.model.enter({200, 100}, 0);
  CHECK(way.kind == AccessKind::gate);
  REQUIRE(way.entries.size() == 1);
  CHECK(way.entries[0].metres == doctest::Approx(std::hypot(200, 200) + 300));
  CHECK(walker.model.enter({600, 100}, -1).kind == AccessKind::edge);
}

TEST_CASE("building access: a way inside the compound is used as it is") {
  City city = with({street({{0, 0}, {400, 0}, {1000, 0}}), street({{400, 0}, {400, 200}, {250, 200}})});
  city.compounds.push_back({"x", "x", {{{{100, 50}, {500, 50}, {500, 350}, {100, 350}}, {}}}});
  city.gates.push_back({{400, 50}, 0});
  const Walker walker(std::move(city));
  CHECK(walker.model.enter({300, 210}, 0).kind == AccessKind::edge);
  CHECK(walker.model.enter({120, 60}, 0).kind == AccessKind::gate);
}

TEST_CASE("building access: a leg does not cross a hard barrier") {
  City city = with({street({{0, 0}, {1000, 0}}), street({{0, 400}, {1000, 400}, {1000, 0}})});
  Barrier river;
  river.barrier_class = "river";
  river.lines = {{{-100, 50}, {1100, 50}}};
  city.barriers.push_back(river);
  const Walker walker(city);
  const AccessModel::Way detour = walker.model.enter({500, 100}, -1);
  CHECK(detour.kind == AccessKind::detour);
  CHECK(detour.entries[0].metres == doctest::Approx(300));
  CHECK(walker.model.enter({500, 20}, -1).kind == AccessKind::edge);
  city.rules.barriers["river"] = BarrierRule::soft;
  CHECK(Walker(city).model.enter({500, 100}, -1).kind == AccessKind::edge);
}

TEST_CASE("walking distances: equal those of plain relaxation on random networks, and the nearest centre is the least of them") {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    std::vector<Point> corners;
    for (int i = 0; i < 40; ++i) corners.push_back({random.uniform(0, 2000), random.uniform(0, 2000)});
    City city;
    for (int i = 0; i < 60; ++i) city.walk_lines.push_back(street({corners[random.below(40)], corners[random.below(40)]}));
    const Walker walker(std::move(city));
    AccessTable centres, places;
    std::vector<Point> centre_points;
    for (int i = 0; i < 6; ++i) {
      centre_points.push_back({random.uniform(0, 2000), random.uniform(0, 2000)});
      const auto way = walker.model.enter(centre_points.back(), -1);
      centres.add(way.kind, way.entries);
    }
    for (int i = 0; i < 50; ++i) {
      const auto way = walker.model.enter({random.uniform(-100, 2100), random.uniform(-100, 2100)}, -1);
      places.add(way.kind, way.entries);
    }
    const std::vector<NearestCentre> nearest = nearest_centres(walker.graph, centres, places);
    std::vector<double> least(places.size(), kOutOfReach);
    BoundedSearch search(walker.graph);
    for (std::size_t c = 0; c < centres.size(); ++c) {
      search.run(centres.of(c), 1e6);
      const std::vector<double> truth = relaxed(walker.graph, centres.of(c)[0]);
      for (std::uint32_t n = 0; n < truth.size(); ++n)
        CHECK((search.to_node(n) == truth[n] || std::abs(search.to_node(n) - truth[n]) < 1e-9));
      for (std::size_t p = 0; p < places.size(); ++p) least[p] = std::min(least[p], search.to(places.of(p)[0]));
    }
    for (std::size_t p = 0; p < places.size(); ++p) CHECK(nearest[p].metres == least[p]);
  }
}
