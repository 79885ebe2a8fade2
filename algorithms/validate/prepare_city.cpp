#include "algorithms/validate/prepare_city.hpp"

#include <optional>
#include <set>
#include <string>
#include <utility>

#include "algorithms/validate/place_buildings.hpp"
#include "algorithms/validate/place_in_layers.hpp"
#include "algorithms/validate/settle_contested_land.hpp"
#include "algorithms/validate/share_border_corners.hpp"
#include "core/box_index.hpp"

namespace wangge {

namespace {

/// Old grid of every building that the table does not name, from the polygons of the plan in force.
void find_previous_grids(City& city) {
  if (city.previous_grids.empty()) return;
  std::vector<Box> boxes;
  for (const PreviousGrid& g : city.previous_grids) boxes.push_back(bounds(g.area));
  const BoxIndex index(boxes);
  for (Building& b : city.buildings) {
    if (!b.previous_grid.empty()) continue;
    for (const std::int32_t i : index.query(b.point)) {
      const PreviousGrid& g = city.previous_grids[static_cast<std::size_t>(i)];
      if (!contains(g.area, b.point)) continue;
      b.previous_grid = g.code;
      break;
    }
  }
}

/// Rules that speak of a plan in force have something to speak of.
void check_change_rules(City& city, Language language) {
  const auto note = [&](const char* code, Severity severity, const std::string& id, std::optional<Point> place) {
    city.findings.push_back(
        {code, severity, "rules", id, false, say(language, code, {id}), say(language, std::string(code) + "_repair"), place});
  };
  if (!city.functional_layers.empty()) return;  // the plan in force is merged from them later
  if (!city.has_previous && city.rules.change_budget < 1)
    note("change_budget_without_previous", Severity::warning, "change_budget", {});
  if (city.locked_grids.empty()) return;
  std::set<std::string> known;
  for (const PreviousGrid& g : city.previous_grids) known.insert(g.code);
  for (const Building& b : city.buildings) known.insert(b.previous_grid);
  for (const std::string& code : city.locked_grids)
    if (!known.contains(code)) note("locked_code_unknown", Severity::warning, code, {});
}

void give_common_corners(City& city) {
  std::vector<MultiPolygon> areas = share_border_corners(city.communities);
  for (std::size_t i = 0; i < areas.size(); ++i) city.communities[i].area = std::move(areas[i]);
}

}  // namespace

City prepare_city(City city, Language language, int threads) {
  give_common_corners(city);
  if (settle_contested_land(city, language)) give_common_corners(city);
  for (const Community& c : city.communities)
    if (c.area.empty())
      city.findings.push_back({"community_without_area", Severity::error, "communities", c.id, true,
                               say(language, "community_without_area", {c.id}), say(language, "community_without_area_repair"),
                               std::nullopt});
  PlacedBuildings placed = place_buildings(city, language, threads);
  for (std::size_t i = 0; i < city.buildings.size(); ++i) {
    city.buildings[i].community = placed.community[i];
    city.buildings[i].compound = placed.compound[i];
    city.buildings[i].exclusive = placed.exclusive[i];
  }
  city.findings.insert(city.findings.end(), placed.findings.begin(), placed.findings.end());
  find_previous_grids(city);
  check_change_rules(city, language);
  place_in_layers(city, language);
  return city;
}

}  // namespace wangge
