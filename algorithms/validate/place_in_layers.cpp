#include "algorithms/validate/place_in_layers.hpp"

#include "algorithms/validate/grid_overlaps.hpp"
#include "core/box_index.hpp"
#include "core/common_land.hpp"

namespace wangge {

namespace {

/// Number of the grid in the layer, -1 = none.
std::int32_t grid_at(const FunctionalLayer& layer, const BoxIndex& index, const Building& building) {
  Box box = bounds(building.footprint);
  box.expand(building.point);
  const std::vector<std::int32_t> near = index.query(box);
  const auto holds = [&](std::int32_t g) { return contains(layer.grids[static_cast<std::size_t>(g)].area, building.point); };
  if (near.size() == 1 && holds(near.front())) return near.front();
  std::int32_t best = -1;
  double most = 0;
  for (const std::int32_t g : near)
    if (const double land = common_land(building.footprint, layer.grids[static_cast<std::size_t>(g)].area).square_metres;
        land > most)
      most = land, best = g;
  for (std::size_t i = 0; i < near.size() && best < 0; ++i)
    if (holds(near[i])) best = near[i];
  return best;
}

void report_gap(const FunctionalLayer& layer, Language language, City& city) {
  std::int64_t buildings = 0, households = 0;
  std::optional<Point> place;
  for (std::size_t b = 0; b < city.buildings.size(); ++b) {
    if (city.buildings[b].community < 0 || !layer.grid_of_building[b].empty()) continue;
    if (!place) place = city.buildings[b].point;
    ++buildings;
    households += city.buildings[b].households.value();
  }
  if (buildings == 0) return;
  city.findings.push_back({"functional_gap", Severity::warning, "functional_grids", layer.name, false,
                           say(language, "functional_gap", {layer.name, with_commas(buildings), with_commas(households)}),
                           say(language, "functional_gap_repair"), place});
}

/// Grids of one layer over one another, with the buildings that both would hold.
void report_overlaps(const FunctionalLayer& layer, const BoxIndex& index, Language language, City& city) {
  const std::vector<GridOverlap> overlaps = grid_overlaps(layer.grids, index);
  if (overlaps.empty()) return;
  std::vector<Box> places;
  for (const Building& b : city.buildings) places.push_back({b.point.x, b.point.y, b.point.x, b.point.y});
  const BoxIndex buildings(places);
  for (const GridOverlap& one : overlaps) {
    const PreviousGrid &first = layer.grids[one.first], &second = layer.grids[one.second];
    std::int64_t both = 0;
    for (const std::int32_t b : buildings.query(bounds(first.area))) {
      const Point point = city.buildings[static_cast<std::size_t>(b)].point;
      both += contains(first.area, point) && contains(second.area, point) ? 1 : 0;
    }
    city.findings.push_back(
        {"functional_overlap", Severity::warning, "functional_grids", first.code, false,
         say(language, "functional_overlap",
             {layer.name, first.code, second.code, with_decimals(one.common.square_metres, 0), with_commas(both)}),
         say(language, "functional_overlap_repair"), one.common.place});
  }
}

}  // namespace

void place_in_layers(City& city, Language language) {
  for (FunctionalLayer& layer : city.functional_layers) {
    layer.grid_of_building.resize(city.buildings.size());
    std::vector<Box> boxes;
    for (const PreviousGrid& grid : layer.grids) boxes.push_back(bounds(grid.area));
    const BoxIndex index(boxes);
    for (std::size_t b = 0; b < city.buildings.size() && !boxes.empty(); ++b) {
      std::string& code = layer.grid_of_building[b];
      if (!code.empty()) continue;
      if (const std::int32_t g = grid_at(layer, index, city.buildings[b]); g >= 0)
        code = layer.grids[static_cast<std::size_t>(g)].code;
    }
    report_overlaps(layer, index, language, city);
    report_gap(layer, language, city);
  }
}

}  // namespace wangge
