#include "algorithms/reach/reach_table.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "algorithms/reach/city_reach.hpp"
#include "core/random.hpp"

using namespace wangge;

namespace {

/// Bent streets, houses around them, a compound with two gates (its houses have two ways onto the network), centres anywhere.
City random_city(std::uint64_t seed) {
  Random random(seed);
  City city;
  for (int y = 0; y < 8; ++y)
    for (int x = 0; x < 8; ++x)
      for (const Point step : {Point{120, 0}, Point{0, 120}}) {
        if (random.chance(0.2)) continue;
        WalkLine line;
        line.lines = {{Point{120.0 * x, 120.0 * y}, Point{120.0 * x, 120.0 * y} + step}};
        city.walk_lines.push_back(line);
      }
  Compound compound;
  compound.id = "k";
  compound.area = {{{{250, 250}, {470, 250}, {470, 470}, {250, 470}}, {}}};
  city.compounds.push_back(compound);
  for (const Point p : {Point{250, 360}, Point{400, 470}}) {
    Gate gate;
    gate.point = p;
    gate.compound = 0;
    city.gates.push_back(gate);
  }
  for (int i = 0; i < 200; ++i) {
    Building b;
    b.id = std::to_string(i);
    b.point = {random.uniform(0, 960), random.uniform(0, 960)};
    b.households = Households(1);
    city.buildings.push_back(b);
  }
  for (int i = 0; i < 20; ++i) {
    Centre c;
    c.id = std::to_string(i);
    c.point = {random.uniform(0, 960), random.uniform(0, 960)};
    city.centres.push_back(c);
  }
  return city;
}

}  // namespace

TEST_CASE("the table holds exactly the walks within the limit, for any number of threads") {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const City city = random_city(seed);
    const CityReach reach(city, RunContext{});
    REQUIRE_FALSE(reach.on_arcs.single());
    std::vector<std::int32_t> all;
    for (std::size_t c = 0; c < city.centres.size(); ++c) all.push_back(static_cast<std::int32_t>(c));
    const AccessTable centres = reach.enter_centres(all);
    RunContext many;
    many.threads = 3;
    const ReachTable table = reach_table(reach.graph, centres, reach.on_arcs, 300, RunContext{}),
                     same = reach_table(reach.graph, centres, reach.on_arcs, 300, many);
    CHECK(table.first == same.first);
    CHECK(std::ranges::equal(table.pairs, same.pairs, [](const PlaceReached& a, const PlaceReached& b) {
      return a.place == b.place && a.metres == b.metres;
    }));
    BoundedSearch search(reach.graph);
    for (std::size_t c = 0; c < centres.size(); ++c) {
      search.run(centres.of(c), 1e9);
      std::map<std::uint32_t, double> truth, found;
      for (std::uint32_t p = 0; p < reach.access.size(); ++p) {
        double least = kOutOfReach;
        for (const NetworkEntry& entry : reach.access.of(p)) least = std::min(least, search.to(entry));
        if (least <= 300) truth[p] = least;
      }
      for (const PlaceReached& pair : table.of(c)) CHECK(found.emplace(pair.place, pair.metres).second);
      CHECK(found == truth);
    }
  }
}
