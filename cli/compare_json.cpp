#include <nlohmann/json.hpp>

#include "cli/json_report.hpp"

namespace wangge {

namespace {

using Json = nlohmann::ordered_json;

Json figures(const ChangeFigures& f) {
  return {{"old_grids", f.old_grids},
          {"new_grids", f.new_grids},
          {"unchanged", f.unchanged},
          {"adjusted", f.adjusted},
          {"split", f.split},
          {"merged", f.merged},
          {"new", f.created},
          {"removed", f.removed},
          {"households", f.households},
          {"buildings", f.buildings},
          {"households_changing", f.households_changing},
          {"buildings_changing", f.buildings_changing},
          {"households_moved", f.households_moved},
          {"stability", f.stability}};
}

Json code(const Plan& plan, std::int32_t grid) {
  return grid < 0 ? Json(nullptr) : Json(plan.grids[static_cast<std::size_t>(grid)].code);
}

}  // namespace

std::string compare_json(const City& city, const Plan& old_plan, const Plan& new_plan, const PlanComparison& c) {
  Json json = figures(c.total);
  json["communities"] = Json::array();
  for (const ChangeFigures& f : c.by_community) {
    Json row{{"community_code", f.code}, {"name", f.name}};
    row.update(figures(f));
    json["communities"].push_back(row);
  }
  json["grids"] = Json::array();
  for (std::size_t n = 0; n < c.new_grids.size(); ++n) {
    if (new_plan.grids[n].kind == GridKind::micro) continue;
    const NewGridOrigin& o = c.new_grids[n];
    json["grids"].push_back({{"grid_code", new_plan.grids[n].code},
                             {"change", to_text(o.change)},
                             {"main", code(old_plan, o.main)},
                             {"partner", code(old_plan, o.partner)},
                             {"households", o.households},
                             {"households_kept", o.households_kept}});
  }
  json["old"] = Json::array();
  for (std::size_t o = 0; o < c.old_grids.size(); ++o) {
    if (old_plan.grids[o].kind == GridKind::micro) continue;
    const OldGridFate& f = c.old_grids[o];
    json["old"].push_back({{"grid_code", old_plan.grids[o].code},
                           {"fate", to_text(f.fate)},
                           {"heir", code(new_plan, f.heir)},
                           {"partner", code(new_plan, f.partner)},
                           {"households", f.households},
                           {"households_kept", f.households_kept}});
  }
  json["moved"] = Json::array();
  for (const MovedBuilding& m : c.moved)
    json["moved"].push_back({{"building_id", city.buildings[static_cast<std::size_t>(m.building)].id},
                             {"old_grid", code(old_plan, m.old_grid)},
                             {"new_grid", code(new_plan, m.new_grid)}});
  return json.dump(1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace wangge
