#include <numbers>

#include "algorithms/ledger/building_list.hpp"
#include "algorithms/ledger/ledger_sheets.hpp"
#include "algorithms/ledger/sheet_maker.hpp"

namespace wangge {

namespace {

double compactness(const MultiPolygon& polygons) {
  const double around = perimeter(polygons);
  return around > 0 ? 4 * std::numbers::pi * area(polygons) / (around * around) : 0;
}

/// The centre most households walk to and how long they walk on average: from the circles, else as the plan says.
std::pair<LedgerCell, LedgerCell> nearest(const LedgerInput& in, const PlanGrid& grid, const GridTally& tally) {
  if (tally.nearest_centre < 0 || tally.walk_households == 0)
    return {cell(grid.nearest_centre), cell_if(grid.walk_minutes >= 0, grid.walk_minutes)};
  const Centre& centre = in.city.centres[at(tally.nearest_centre)];
  const double metres = tally.walk_weight / static_cast<double>(tally.walk_households);
  return {cell(centre.name.empty() ? centre.id : centre.name), cell(metres / in.city.circles.speed.value() / 60)};
}

}  // namespace

LedgerSheet grid_register(const LedgerInput& in, const std::vector<GridTally>& counts) {
  const Language language = in.language;
  SheetMaker m(language, "grids");
  m.whole("number", 6).grid().text("kind", 9).text("county", 10).text("subdistrict", 12);
  m.community().whole("households").real("population", 0, 9).whole("buildings", 7);
  m.whole("units", 7).whole("compounds", 7).whole("party_members", 7).text("status", 10).text("boundaries", 46);
  m.text("compound_list", 30).text("building_list", 50).real("area_m2", 0).real("perimeter_m", 0).real("compactness", 3, 8);
  m.text("nearest_centre", 24).real("walk_minutes", 1, 8).whole("covered", 9).text("change", 8).text("previous_code", 18);
  m.text("reason", 40);
  m.sheet().frozen = 3;
  std::int64_t number = 0;
  for (std::size_t g = 0; g < in.plan.grids.size(); ++g) {
    const PlanGrid& grid = in.plan.grids[g];
    const GridTally& t = counts[g];
    const Community* c = grid.community < 0 ? nullptr : &in.city.communities[at(grid.community)];
    const auto of = [&](const std::string Community::*field) { return cell(c == nullptr ? std::string() : c->*field); };
    const auto [centre, minutes] = nearest(in, grid, t);
    m.row({cell(++number),
           cell(grid.code),
           cell(grid.name),
           say(language, "map_kind_" + to_text(grid.kind)),
           of(&Community::county),
           of(&Community::subdistrict),
           of(&Community::id),
           of(&Community::name),
           cell(t.households),
           cell(t.population),
           cell(static_cast<std::int64_t>(t.buildings.size())),
           cell(t.units),
           cell(static_cast<std::int64_t>(t.compounds.size())),
           cell(t.party_members),
           grid.kind == GridKind::exclusive ? LedgerCell() : LedgerCell(say(language, "map_status_" + to_text(grid.status))),
           cell(four_boundaries(grid, language)),
           cell(compound_list(in.city, t.compounds, language)),
           cell(building_list(in.city, t.buildings, language)),
           cell(area(grid.area)),
           cell(perimeter(grid.area)),
           cell(compactness(grid.area)),
           centre,
           minutes,
           in.circles == nullptr ? LedgerCell() : cell(t.covered),
           grid.change == GridChange::none ? LedgerCell() : LedgerCell(say(language, "change_" + to_text(grid.change))),
           cell(grid.previous_code),
           cell(grid.reason)});
  }
  const std::string micro = say(language, "map_kind_" + to_text(GridKind::micro));  // parts of grids that have their own row
  m.total({"households", "population", "buildings", "units", "party_members", "area_m2", "covered"},
          [&](const LedgerRow& row) { return cell_text(row[3], m.sheet().columns[3]) != micro; });
  return m.done();
}

LedgerSheet exclusive_register(const LedgerInput& in, const std::vector<GridTally>& counts) {
  SheetMaker m(in.language, "exclusive");
  m.grid().text("exclusive_id", 14).text("exclusive_name", 26).text("community_code", 15);
  m.text("community_name", 14).whole("households").whole("buildings", 7).text("building_list", 40).text("boundaries", 46);
  m.real("area_m2", 0);
  m.sheet().frozen = 2;
  for (std::size_t g = 0; g < in.plan.grids.size(); ++g) {
    const PlanGrid& grid = in.plan.grids[g];
    if (grid.kind != GridKind::exclusive) continue;
    const Community* c = grid.community < 0 ? nullptr : &in.city.communities[at(grid.community)];
    std::string unit;
    for (const ExclusiveUnit& one : in.city.exclusives)
      if (one.id == grid.exclusive_id) unit = one.name;
    m.row({cell(grid.code), cell(grid.name), cell(grid.exclusive_id), cell(unit), cell(c == nullptr ? std::string() : c->id),
           cell(c == nullptr ? std::string() : c->name), cell(counts[g].households),
           cell(static_cast<std::int64_t>(counts[g].buildings.size())),
           cell(building_list(in.city, counts[g].buildings, in.language)), cell(four_boundaries(grid, in.language)),
           cell(area(grid.area))});
  }
  m.total({"households", "buildings", "area_m2"});
  return m.done();
}

LedgerSheet building_table(const LedgerInput& in) {
  SheetMaker m(in.language, "buildings");
  m.building().text("community_code", 15);
  m.text("community_name", 14).grid().text("micro_code", 20).whole("households");
  m.real("population", 0, 9).whole("units", 7).whole("floors", 7).text("use", 12).real("footprint_m2", 0);
  m.text("previous_code", 18);
  for (std::size_t l = 0; l < in.city.functional_layers.size(); ++l)
    m.sheet().columns.push_back({"layer_" + std::to_string(l + 1), in.city.functional_layers[l].name, LedgerKind::text, 18});
  std::vector<std::int32_t> micro(in.city.buildings.size(), -1);
  for (const PlanCell& one : in.plan.cells)
    if (one.building >= 0) micro[at(one.building)] = one.micro;
  for (std::size_t b = 0; b < in.city.buildings.size(); ++b) {
    const Building& building = in.city.buildings[b];
    const Community* c = building.community < 0 ? nullptr : &in.city.communities[at(building.community)];
    const PlanGrid* g = in.grid_of_building[b] < 0 ? nullptr : &in.plan.grids[at(in.grid_of_building[b])];
    LedgerRow row{cell(building.id),
                  cell(building.name),
                  cell(building.compound < 0 ? std::string() : in.city.compounds[at(building.compound)].name),
                  cell(c == nullptr ? std::string() : c->id),
                  cell(c == nullptr ? std::string() : c->name),
                  cell(g == nullptr ? std::string() : g->code),
                  cell(g == nullptr ? std::string() : g->name),
                  cell(micro[b] < 0 ? std::string() : in.plan.grids[at(micro[b])].code),
                  cell(building.households.value()),
                  cell(building.population),
                  cell(building.units),
                  cell(building.floors),
                  cell(building.use),
                  cell_if(!building.footprint.empty(), area(building.footprint)),
                  cell(building.previous_grid)};
    for (const FunctionalLayer& layer : in.city.functional_layers) row.push_back(cell(layer.grid_of_building[b]));
    m.row(std::move(row));
  }
  m.total({"households", "population", "units", "footprint_m2"},
          [](const LedgerRow& row) { return !std::holds_alternative<std::monostate>(row[5]); });  // those in a grid
  return m.done();
}

}  // namespace wangge
