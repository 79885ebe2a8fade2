#include "bench/large_region.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "algorithms/outline/areas_as_tiling.hpp"
#include "algorithms/outline/trace_outlines.hpp"
#include "algorithms/validate/prepare_city.hpp"
#include "example/generate_city.hpp"

namespace wangge::bench {

namespace {

constexpr std::size_t kBuildings = 10'000;

/// The communities nearest to the middle of the city that hold so many buildings together.
std::vector<char> in_the_middle(const City& city) {
  Box all;
  for (const Community& c : city.communities) all.expand(bounds(c.area));
  std::vector<std::size_t> order(city.communities.size()), held(city.communities.size(), 0);
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto away = [&](std::size_t c) {
    const Point way = bounds(city.communities[c].area).centre() - all.centre();
    return std::hypot(way.x, way.y);
  };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return away(a) < away(b); });
  for (const Building& b : city.buildings)
    if (b.community >= 0) ++held[static_cast<std::size_t>(b.community)];
  std::vector<char> chosen(order.size(), 0);
  std::size_t buildings = 0;
  for (std::size_t i = 0; i < order.size() && buildings < kBuildings; ++i) {
    chosen[order[i]] = 1;
    buildings += held[order[i]];
  }
  return chosen;
}

City join_communities(City city) {
  const std::vector<char> chosen = in_the_middle(city);
  std::vector<MultiPolygon> areas;
  for (std::size_t c = 0; c < chosen.size(); ++c)
    if (chosen[c] != 0) areas.push_back(city.communities[c].area);
  Community region;
  region.id = "region";
  const std::vector<std::int32_t> one(areas.size(), 0);
  region.area = trace_outlines(areas_as_tiling(areas), one, 1).front();
  std::erase_if(city.buildings,
                [&](const Building& b) { return b.community < 0 || chosen[static_cast<std::size_t>(b.community)] == 0; });
  for (Building& b : city.buildings) {
    b.community = 0;
    b.compound = b.exclusive = -1;
    b.previous_grid.clear();
  }
  city.communities = {region};
  city.compounds.clear();
  city.exclusives.clear();
  city.centres.clear();
  city.gates.clear();
  city.walk_lines.clear();
  city.stair_units.clear();
  city.previous_grids.clear();
  city.locked_grids.clear();
  city.has_previous = false;
  return city;
}

}  // namespace

const City& large_region() {
  static const City city = [] {
    ExampleOptions options;
    options.size = CitySize::full;
    return prepare_city(join_communities(generate_city(options, RunContext{}).city), Language::english);
  }();
  return city;
}

}  // namespace wangge::bench
