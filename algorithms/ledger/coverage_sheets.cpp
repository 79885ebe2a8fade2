#include "algorithms/ledger/ledger_sheets.hpp"
#include "algorithms/ledger/sheet_maker.hpp"

namespace wangge {

namespace {

LedgerSheet by_community(const LedgerInput& in) {
  SheetMaker m(in.language, "coverage");
  m.community().text("mode", 10).real("metres", 0, 8).whole("households");
  m.whole("covered").whole("uncovered").share("share");
  m.sheet().frozen = 2;
  for (const AreaCoverage& row : in.circles->by_community) {
    std::string name;
    for (const Community& c : in.city.communities)
      if (c.id == row.code) name = c.name;
    m.row({cell(row.code), cell(name), say(in.language, "map_mode_" + to_text(row.mode)), cell(row.metres),
           cell(row.households.value()), cell(row.covered.value()), cell(row.households.value() - row.covered.value()),
           cell_if(row.households.value() > 0, row.share)});
  }
  m.note(say(in.language, "coverage_note"));
  return m.done();
}

LedgerSheet by_grid(const LedgerInput& in, const std::vector<GridTally>& counts) {
  SheetMaker m(in.language, "coverage_grids");
  m.grid().whole("households").whole("covered").whole("uncovered").share("share");
  m.text("nearest_centre", 26).real("walk_minutes", 1, 9);
  m.sheet().frozen = 2;
  for (std::size_t g = 0; g < counts.size(); ++g) {
    const PlanGrid& grid = in.plan.grids[g];
    const GridTally& t = counts[g];
    if (grid.kind == GridKind::micro) continue;
    const double share = t.households > 0 ? static_cast<double>(t.covered) / static_cast<double>(t.households) : 0;
    const double metres = t.walk_households > 0 ? t.walk_weight / static_cast<double>(t.walk_households) : 0;
    const Centre* centre = t.nearest_centre < 0 ? nullptr : &in.city.centres[at(t.nearest_centre)];
    m.row({cell(grid.code), cell(grid.name), cell(t.households), cell(t.covered), cell(t.households - t.covered),
           cell_if(t.households > 0, share),
           cell(centre == nullptr      ? std::string()
                : centre->name.empty() ? centre->id
                                       : centre->name),
           cell_if(t.walk_households > 0, metres / in.city.circles.speed.value() / 60)});
  }
  m.total({"households", "covered", "uncovered"});
  return m.done();
}

LedgerSheet uncovered(const LedgerInput& in) {
  SheetMaker m(in.language, "uncovered");
  m.building().text("grid_code", 18).whole("households");
  m.text("nearest_centre", 26).real("walk_metres", 0, 9);
  for (const BuildingCoverage& row : in.circles->coverage) {
    if (row.covered || row.building < 0) continue;
    const Building& b = in.city.buildings[at(row.building)];
    if (b.households.value() == 0) continue;
    const std::int32_t g = in.grid_of_building[at(row.building)];
    const Centre* centre = row.nearest_centre < 0 ? nullptr : &in.city.centres[at(row.nearest_centre)];
    m.row({cell(b.id), cell(b.name), cell(b.compound < 0 ? std::string() : in.city.compounds[at(b.compound)].name),
           cell(g < 0 ? std::string() : in.plan.grids[at(g)].code), cell(b.households.value()),
           cell(centre == nullptr      ? std::string()
                : centre->name.empty() ? centre->id
                                       : centre->name),
           cell_if(row.walk_metres >= 0, row.walk_metres)});
  }
  m.total({"households"});
  m.note(say(in.language, "uncovered_note"));
  return m.done();
}

}  // namespace

std::vector<LedgerSheet> coverage_sheets(const LedgerInput& in, const std::vector<GridTally>& counts) {
  return {by_community(in), by_grid(in, counts), uncovered(in)};
}

LedgerSheet violation_table(const LedgerInput& in) {
  SheetMaker m(in.language, "violations");
  m.text("rule", 8)
      .text("rule_name", 20)
      .text("grid_code", 18)
      .text("community_code", 15)
      .real("value", 2)
      .real("limit_value", 2);
  m.text("reason", 80);
  for (const Violation& v : in.violations)
    m.row({to_text(v.code), say(in.language, "rule_" + to_text(v.code)), cell(v.grid_code), cell(v.community_code), cell(v.value),
           cell(v.limit_value), cell(v.reason)});
  if (in.violations.empty()) m.note(say(in.language, "check_clean"));
  return m.done();
}

LedgerSheet finding_table(const LedgerInput& in) {
  SheetMaker m(in.language, "findings");
  m.text("severity", 8).text("layer", 14).text("object_id", 20).text("excluded", 8).text("text", 60).text("repair", 50);
  m.text("code", 30);
  for (const Finding& f : in.city.findings)
    m.row({say(in.language, "severity_" + to_text(f.severity)), cell(f.layer), cell(f.object_id),
           f.excluded ? LedgerCell(say(in.language, "ledger_yes")) : LedgerCell(), cell(f.text), cell(f.repair), cell(f.code)});
  return m.done();
}

}  // namespace wangge
