#include "algorithms/ledger/ledger_sheets.hpp"
#include "algorithms/ledger/sheet_maker.hpp"

namespace wangge {

namespace {

double share_of(std::int64_t part, std::int64_t whole) {
  return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0;
}

LedgerSheet by_centre(const LedgerInput& in) {
  SheetMaker m(in.language, "coverage_centres");
  m.text("centre_id", 16).text("centre_name", 26).text("centre_level", 10).real("metres", 0, 8).whole("households_within", 10);
  m.whole("households_straight", 10).whole("households_nearest", 10).whole("households_critical", 10).real("detour", 2, 8);
  m.real("capacity", 0, 9).whole("served", 9);
  m.sheet().frozen = 2;
  for (const CentreCoverage& row : in.circles->by_centre) {
    const Centre& centre = in.city.centres[at(row.centre)];
    m.row({cell(centre.id), cell(centre.name), say(in.language, "centre_level_" + std::to_string(centre.level)), cell(row.metres),
           cell(row.households), cell(row.straight), cell(row.nearest), cell(row.critical), cell_if(row.detour > 0, row.detour),
           cell_if(row.capacity > 0, row.capacity), row.capacity > 0 ? cell(row.served) : LedgerCell()});
  }
  m.note(say(in.language, "coverage_centres_note"));
  return m.done();
}

LedgerSheet by_level(const LedgerInput& in) {
  SheetMaker m(in.language, "coverage_levels");
  m.text("centre_level", 12).whole("built", 8).whole("planned", 8).share("built_share", 10).real("metres", 0, 8);
  m.whole("covered").share("share");
  for (const LevelCoverage& row : in.circles->by_level)
    m.row({say(in.language, "centre_level_" + std::to_string(row.level)), cell(row.built), cell(row.planned),
           cell_if(row.built + row.planned > 0, share_of(row.built, row.built + row.planned)), cell(row.metres),
           cell(row.covered), cell(row.share)});
  m.note(say(in.language, "coverage_levels_note"));
  return m.done();
}

LedgerSheet by_subdistrict(const LedgerInput& in) {
  SheetMaker m(in.language, "coverage_subdistricts");
  m.text("subdistrict", 16)
      .text("mode", 10)
      .real("metres", 0, 8)
      .whole("households")
      .whole("covered")
      .whole("uncovered")
      .share("share");
  for (const AreaCoverage& row : in.circles->by_subdistrict)
    m.row({cell(row.code), say(in.language, "map_mode_" + to_text(row.mode)), cell(row.metres), cell(row.households.value()),
           cell(row.covered.value()), cell(row.households.value() - row.covered.value()),
           cell_if(row.households.value() > 0, row.share)});
  return m.done();
}

LedgerSheet overlap(const LedgerInput& in) {
  SheetMaker m(in.language, "coverage_overlap");
  m.real("metres", 0, 8).whole("times", 10).whole("buildings").whole("households");
  for (const OverlapCoverage& row : in.circles->overlap)
    m.row({cell(row.metres), cell(row.times), cell(row.buildings), cell(row.households)});
  return m.done();
}

LedgerSheet capacity(const LedgerInput& in) {
  SheetMaker m(in.language, "coverage_capacity");
  m.real("metres", 0, 8).whole("households_within", 12).whole("served_nearest", 14).whole("served_most", 14);
  for (const CapacityCoverage& row : in.circles->capacity)
    m.row({cell(row.metres), cell(row.within), cell(row.nearest), cell(row.most)});
  return m.done();
}

LedgerSheet profiles(const LedgerInput& in) {
  SheetMaker m(in.language, "coverage_profiles");
  m.text("profile", 12).real("speed", 2, 8).real("minutes", 0, 8).real("metres", 0, 8).whole("covered").share("share");
  for (const ProfileCoverage& row : in.circles->profiles)
    m.row({say(in.language, "profile_" + row.profile), cell(row.speed), cell(row.minutes), cell(row.metres), cell(row.covered),
           cell(row.share)});
  return m.done();
}

}  // namespace

std::vector<LedgerSheet> centre_sheets(const LedgerInput& in) {
  std::vector<LedgerSheet> sheets;
  for (LedgerSheet (*make)(const LedgerInput&) : {by_subdistrict, by_centre, by_level, overlap, capacity, profiles})
    if (LedgerSheet sheet = make(in); !sheet.rows.empty()) sheets.push_back(std::move(sheet));
  return sheets;
}

LedgerSheet site_register(const LedgerInput& in) {
  const SitingReport& report = *in.sites;
  SheetMaker m(in.language, "sites");
  m.whole("rank", 7).text("site_id", 18).text("site_name", 24).text("site_source", 14).real("easting", 1, 13);
  m.real("northing", 1, 13)
      .whole("gained", 10)
      .whole("households_within", 12)
      .whole("covered_so_far", 12)
      .share("share_so_far", 11);
  m.sheet().frozen = 3;
  std::int64_t covered = report.covered_before;
  for (const std::int32_t c : report.chosen) {
    const SiteCandidate& site = report.candidates[at(c)];
    covered += site.gained;
    m.row({cell(site.rank), cell(site.id), cell(site.name), say(in.language, "site_source_" + to_text(site.source)),
           cell(site.point.x), cell(site.point.y), cell(site.gained), cell(site.households), cell(covered),
           cell_if(report.households > 0, share_of(covered, report.households))});
  }
  m.note(say(in.language, report.proven ? "sites_note_proven" : "sites_note",
             {with_decimals(report.radius, 0), with_commas(report.covered_before), with_commas(report.covered_after),
              with_commas(report.households), with_commas(report.bound)}));
  return m.done();
}

}  // namespace wangge
