#include "example/generate_city.hpp"

#include <doctest/doctest.h>

#include <map>
#include <set>

#include "tests/example/network_figures.hpp"

namespace {

using namespace wangge;

const ExampleCity& sample() {
  static const ExampleCity city = generate_city({CitySize::sample, 1}, RunContext{});
  return city;
}

const ExampleStory* story(const ExampleCity& city, const std::string& name) {
  for (const ExampleStory& s : city.stories)
    if (s.name == name) return &s;
  return nullptr;
}

int compound_index(const City& city, const std::string& id) {
  for (int k = 0; k < static_cast<int>(city.compounds.size()); ++k)
    if (city.compounds[k].id == id) return k;
  return -1;
}

int households_in_compound(const City& city, int compound) {
  int sum = 0;
  for (const Building& b : city.buildings)
    if (b.compound == compound) sum += b.households.value();
  return sum;
}

bool same_area(const MultiPolygon& a, const MultiPolygon& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i].outer != b[i].outer || a[i].holes != b[i].holes) return false;
  return true;
}

}  // namespace

TEST_CASE("example: equal options give equal values, other seeds another city") {
  const ExampleCity again = generate_city({CitySize::sample, 1}, RunContext{}),
                    other = generate_city({CitySize::sample, 2}, RunContext{});
  const City &a = sample().city, &b = again.city;
  REQUIRE(a.buildings.size() == b.buildings.size());
  REQUIRE(a.walk_lines.size() == b.walk_lines.size());
  bool equal = true;
  for (std::size_t k = 0; k < a.buildings.size(); ++k)
    equal = equal && a.buildings[k].id == b.buildings[k].id && a.buildings[k].households == b.buildings[k].households &&
            same_area(a.buildings[k].footprint, b.buildings[k].footprint) &&
            a.buildings[k].previous_grid == b.buildings[k].previous_grid;
  for (std::size_t k = 0; k < a.walk_lines.size(); ++k) equal = equal && a.walk_lines[k].lines == b.walk_lines[k].lines;
  for (std::size_t k = 0; k < a.communities.size(); ++k) equal = equal && same_area(a.communities[k].area, b.communities[k].area);
  CHECK(equal);
  CHECK(other.city.buildings.size() != a.buildings.size());
}

TEST_CASE("example: columns beside the city have one row an object, references are in range, ids are unique") {
  const ExampleCity& e = sample();
  CHECK(e.building_columns.size() == e.city.buildings.size());
  CHECK(e.compound_columns.size() == e.city.compounds.size());
  CHECK(e.community_columns.size() == e.city.communities.size());
  CHECK(e.gate_columns.size() == e.city.gates.size());
  CHECK(e.centre_columns.size() == e.city.centres.size());
  std::set<std::string> ids;
  const int communities = static_cast<int>(e.city.communities.size()), compounds = static_cast<int>(e.city.compounds.size());
  for (const Building& b : e.city.buildings) {
    CHECK(ids.insert(b.id).second);
    CHECK(b.community >= 0);
    CHECK(b.community < communities);
    CHECK(b.compound < compounds);
    CHECK(b.footprint.size() == 1);
    CHECK(contains(b.footprint, b.point));
  }
  std::map<int, int> by_units, by_buildings;
  for (const ExampleUnit& u : e.units) by_units[u.building] += u.households.value();
  for (std::size_t k = 0; k < e.city.buildings.size(); ++k)
    if (e.city.buildings[k].households.value() > 0) by_buildings[static_cast<int>(k)] = e.city.buildings[k].households.value();
  CHECK(by_units == by_buildings);
  for (const Community& c : e.city.communities) {
    CHECK(c.id.size() == 12);
    CHECK(c.id.substr(0, 4) == "1599");
  }
}

TEST_CASE("example: every footprint lies inside its compound") {
  const ExampleCity& e = sample();
  int outside = 0;
  for (const Building& b : e.city.buildings) {
    if (b.compound < 0) continue;
    for (const Point p : b.footprint[0].outer) outside += contains(e.city.compounds[b.compound].area, p) ? 0 : 1;
  }
  CHECK(outside == 0);
}

TEST_CASE("example: grids of the previous plan lie in their community and cover all of it") {
  const City& city = sample().city;
  std::map<std::string, double> covered;
  for (const PreviousGrid& g : city.previous_grids) covered[g.code.substr(0, 12)] += area(g.area);
  for (const Community& c : city.communities) CHECK(covered[c.id] == doctest::Approx(area(c.area)).epsilon(1e-9));
  CHECK(city.locked_grids.size() == 3);
}

TEST_CASE("example: the sample holds every built-in story") {
  const ExampleCity& e = sample();
  for (const char* name :
       {"pocket", "tower", "giant_compound", "across", "exclave", "park_community", "single_gate", "far_bridge", "locked"}) {
    INFO(name);
    CHECK(story(e, name) != nullptr);
  }
}

TEST_CASE("example: the pocket holds 501 to 599 households between river, railway and expressway") {
  const ExampleCity& e = sample();
  const ExampleStory* pocket = story(e, "pocket");
  REQUIRE(pocket != nullptr);
  const int compound = compound_index(e.city, pocket->ids[0]);
  REQUIRE(compound >= 0);
  // All households of the community north of the railway, east of the river.
  double railway = 0;
  for (const Barrier& b : e.city.barriers)
    if (b.barrier_class == "railway") railway = bounds(b.lines[0]).centre().y;
  int north = 0;
  for (const Building& b : e.city.buildings)
    if (e.city.communities[b.community].id == pocket->ids[1] && b.point.y > railway + 30) north += b.households.value();
  CHECK(north >= 501);
  CHECK(north <= 599);
  for (const Crossing& c : e.city.crossings) {
    if (c.name.rfind("railway", 0) != 0) continue;
    const Point middle = c.lines[0][c.lines[0].size() / 2];
    CHECK(distance(middle, pocket->place) > 300);
  }
}

TEST_CASE("example: giant, tower, exclave, park and split compound are what they say") {
  const ExampleCity& e = sample();
  CHECK(households_in_compound(e.city, compound_index(e.city, story(e, "giant_compound")->ids[0])) >= 4000);
  for (const Building& b : e.city.buildings)
    if (b.id == story(e, "tower")->ids[0]) CHECK(b.households.value() > 500);
  for (const Community& c : e.city.communities) {
    if (c.id == story(e, "exclave")->ids[0]) CHECK(c.area.size() == 2);
    if (c.id != story(e, "park_community")->ids[0]) continue;
    for (const Building& b : e.city.buildings)
      if (e.city.communities[b.community].id == c.id) CHECK(b.households.value() == 0);
  }
  std::set<int> communities;
  const int across = compound_index(e.city, story(e, "across")->ids[1]);
  for (const Building& b : e.city.buildings)
    if (b.compound == across && b.households.value() > 0) communities.insert(b.community);
  CHECK(communities.size() == 2);
}

TEST_CASE("example: behind the single gate some walks are three times the straight line") {
  const ExampleCity& e = sample();
  const int compound = compound_index(e.city, story(e, "single_gate")->ids[0]);
  int gates = 0;
  Point gate;
  for (const Gate& g : e.city.gates)
    if (g.compound == compound) ++gates, gate = g.point;
  CHECK(gates == 1);
  int community = -1;
  for (const Building& b : e.city.buildings)
    if (b.compound == compound && b.households.value() > 0) community = b.community;
  const test::WalkGraph graph(e.city);
  auto node_near = [&](Point p) {
    int best = 0;
    for (int n = 0; n < static_cast<int>(graph.points.size()); ++n)
      if (distance(graph.points[n], p) < distance(graph.points[best], p)) best = n;
    return best;
  };
  const std::vector<double> walk = graph.distances({{node_near(gate), 0.0}});
  double longest_share = 0, longest = 0;
  for (std::size_t k = 0; k < e.city.centres.size(); ++k) {
    if (e.city.centres[k].level != 4 || e.centre_columns[k].community != community) continue;
    const double outside = walk[node_near(e.city.centres[k].entrances[0])];
    for (const Building& b : e.city.buildings) {
      if (b.compound != compound || b.households.value() == 0) continue;
      const double straight = distance(b.point, e.city.centres[k].point);
      const double whole = walk[node_near(b.point)] + outside;
      longest_share = std::max(longest_share, straight < 500 ? whole / straight : 0.0);
      longest = std::max(longest, straight < 500 ? whole : 0.0);
    }
  }
  CHECK(longest > 1200);
  CHECK(longest_share > 3);
}

TEST_CASE("example: centres lie in the city, entrances on a walking line") {
  const ExampleCity& e = sample();
  for (std::size_t k = 0; k < e.city.centres.size(); ++k) {
    const Centre& c = e.city.centres[k];
    REQUIRE(e.centre_columns[k].community >= 0);
    CHECK(contains(e.city.communities[e.centre_columns[k].community].area, c.point));
    double nearest = 1e9;
    for (const WalkLine& w : e.city.walk_lines)
      for (std::size_t i = 0; w.foot && i + 1 < w.lines[0].size(); ++i)
        nearest = std::min(nearest, distance_to_segment(c.entrances[0], w.lines[0][i], w.lines[0][i + 1]));
    CHECK(nearest < 0.01);
  }
}
