#include "algorithms/ledger/ledger_sheets.hpp"
#include "algorithms/ledger/sheet_maker.hpp"

namespace wangge {

LedgerSheet level_register(const LedgerInput& in) {
  SheetMaker m(in.language, "levels");
  m.whole("grid_level", 7).text("level_kind", 10).text("level_code", 20).text("level_grid_name", 34).text("parent_code", 18);
  m.text("community_name", 14).whole("households").real("population", 0, 9).whole("buildings", 8).whole("units", 8);
  m.whole("compounds", 8).real("area_m2", 0);
  m.sheet().frozen = 4;
  for (const LevelGrid& one : in.plan.levels)
    m.row({cell(one.level), say(in.language, "level_kind_" + to_text(one.kind)), cell(one.code), cell(one.name),
           cell(one.parent_code), cell(in.city.communities[at(one.community)].name), cell(one.households), cell(one.population),
           cell(one.buildings), cell(one.units), cell(one.compounds), cell(area(one.area))});
  m.note(say(in.language, "levels_note"));
  return m.done();
}

LedgerSheet unit_table(const LedgerInput& in) {
  SheetMaker m(in.language, "units");
  m.text("unit_code", 24).text("unit", 12).text("building_id", 20).text("building_name", 20).text("community_name", 14);
  m.grid().whole("households").real("population", 0, 9);
  const auto row = [&](const std::string& code, const std::string& unit, const std::string& whole, std::int32_t building,
                       std::int64_t households, double population) {
    const Building& b = in.city.buildings[at(building)];
    const std::int32_t g = in.grid_of_building[at(building)];
    m.row({cell(code), cell(unit), cell(whole), cell(b.name),
           cell(b.community < 0 ? std::string() : in.city.communities[at(b.community)].name),
           cell(g < 0 ? std::string() : in.plan.grids[at(g)].code), cell(g < 0 ? std::string() : in.plan.grids[at(g)].name),
           cell(households), cell(population)});
  };
  for (const StairUnit& unit : in.city.stair_units) {
    const std::string& id = in.city.buildings[at(unit.building)].id;
    row(id + "-" + unit.name, unit.name, id, unit.building, unit.households, unit.population);
  }
  for (std::size_t b = 0; b < in.city.buildings.size(); ++b)
    if (const Building& unit = in.city.buildings[b]; !unit.part_of.empty())
      row(unit.id, unit.name, unit.part_of, static_cast<std::int32_t>(b), unit.households.value(), unit.population);
  m.note(say(in.language, "units_note"));
  return m.done();
}

}  // namespace wangge
