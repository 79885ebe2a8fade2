#include "algorithms/reach/city_reach.hpp"

#include <cmath>

namespace wangge {

std::vector<SiteLoad> weigh_sites(const std::vector<Building>& buildings, const Sites& sites) {
  std::vector<SiteLoad> loads(sites.points.size());
  for (std::size_t b = 0; b < buildings.size(); ++b) {
    SiteLoad& load = loads[sites.of_building[b]];
    ++load.buildings;
    load.households += buildings[b].households.value();
    load.persons += std::llround(buildings[b].population);
  }
  return loads;
}

CityReach::CityReach(const City& the_city, const RunContext& run)
    : city(the_city),
      graph(build_walk_graph(the_city)),
      snapper(graph),
      model(the_city, graph, snapper),
      sites(collect_sites(the_city.buildings)),
      loads(weigh_sites(the_city.buildings, sites)),
      access(enter_network(sites, model, run)),
      on_arcs(graph.arcs.size(), access) {}

AccessTable CityReach::enter_centres(std::span<const std::int32_t> centres) const {
  AccessTable table;
  for (const std::int32_t c : centres) {
    const AccessModel::Way way = model.enter(city.centres[static_cast<std::size_t>(c)]);
    table.add(way.kind, way.entries);
  }
  return table;
}

std::int64_t CityReach::households() const {
  std::int64_t sum = 0;
  for (const SiteLoad& load : loads) sum += load.households;
  return sum;
}

}  // namespace wangge
