#include "algorithms/functional/layer_crosswalk.hpp"

#include <map>
#include <string>

namespace wangge {

std::vector<LayerLink> layer_crosswalk(const City& city, const std::vector<std::int32_t>& grid_of_building) {
  std::vector<LayerLink> out;
  for (std::size_t l = 0; l < city.functional_layers.size(); ++l) {
    const FunctionalLayer& layer = city.functional_layers[l];
    std::map<std::string, std::string> name;
    for (const PreviousGrid& grid : layer.grids) name.emplace(grid.code, grid.name);
    std::map<std::pair<std::string, std::int32_t>, LayerLink> links;
    std::map<std::string, std::int64_t> old_total;
    std::map<std::int32_t, std::int64_t> new_total;
    for (std::size_t b = 0; b < grid_of_building.size(); ++b) {
      if (grid_of_building[b] < 0) continue;
      const std::string code = b < layer.grid_of_building.size() ? layer.grid_of_building[b] : std::string();
      const std::int64_t households = city.buildings[b].households.value();
      LayerLink& link = links[{code, grid_of_building[b]}];
      link.households += households;
      ++link.buildings;
      old_total[code] += households;
      new_total[grid_of_building[b]] += households;
    }
    for (auto& [ends, link] : links) {
      link.layer = static_cast<std::int32_t>(l);
      link.old_code = ends.first;
      if (const auto found = name.find(ends.first); found != name.end()) link.old_name = found->second;
      link.grid = ends.second;
      link.old_households = old_total[ends.first];
      link.grid_households = new_total[ends.second];
      out.push_back(std::move(link));
    }
  }
  return out;
}

}  // namespace wangge
