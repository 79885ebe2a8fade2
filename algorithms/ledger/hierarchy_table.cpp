#include <algorithm>
#include <map>
#include <set>

#include "algorithms/ledger/ledger_sheets.hpp"
#include "algorithms/ledger/sheet_maker.hpp"

namespace wangge {

namespace {

/// What a community, sub-district or district adds up to.
struct Sum {
  std::set<std::int32_t> communities;
  std::int64_t comprehensive = 0, exclusive = 0, micro = 0, in_range = 0, households = 0, buildings = 0, units = 0, members = 0;
  std::set<std::int32_t> compounds;
  double population = 0, land = 0;
};

void add(const PlanGrid& grid, const GridTally& t, Sum& into) {
  if (grid.kind == GridKind::micro) {
    ++into.micro;
    return;
  }
  (grid.kind == GridKind::exclusive ? into.exclusive : into.comprehensive) += 1;
  if (grid.kind == GridKind::comprehensive && grid.status == GridStatus::ok) ++into.in_range;
  into.households += t.households;
  into.population += t.population;
  into.buildings += static_cast<std::int64_t>(t.buildings.size());
  into.units += t.units;
  into.members += t.party_members;
  into.compounds.insert(t.compounds.begin(), t.compounds.end());
}

/// The first letters that all codes of the group share, when the codes are twelve digits and the share is the level's.
std::string shared_code(const City& city, const Sum& sum, std::size_t length) {
  std::string code;
  for (const std::int32_t c : sum.communities) {
    const std::string& id = city.communities[static_cast<std::size_t>(c)].id;
    if (id.size() != 12 || id.find_first_not_of("0123456789") != std::string::npos) return {};
    if (code.empty()) code = id.substr(0, length);
    if (id.substr(0, length) != code) return {};
  }
  return code;
}

}  // namespace

LedgerSheet hierarchy_table(const LedgerInput& in, const std::vector<GridTally>& counts) {
  SheetMaker m(in.language, "hierarchy");
  m.text("level", 10).text("code", 15).text("area_name", 20).whole("communities", 8).whole("grids", 8).whole("comprehensive", 8);
  m.whole("exclusive", 8).whole("micro", 8).whole("in_range", 8).whole("households").real("population", 0, 10);
  m.whole("buildings", 8).whole("units", 8).whole("compounds", 8).whole("party_members", 8).real("area_km2", 3, 9);
  m.real("households_per_grid", 1, 10);
  m.sheet().frozen = 3;
  Sum all;
  std::vector<Sum> own(in.city.communities.size());
  std::map<std::string, std::int64_t> micros;  // a micro grid bears its grid's code and two digits
  for (const PlanGrid& grid : in.plan.grids)
    if (grid.kind == GridKind::micro && grid.code.size() > 2) ++micros[grid.code.substr(0, grid.code.size() - 2)];
  std::vector<std::vector<std::size_t>> grids(in.city.communities.size());
  for (std::size_t g = 0; g < counts.size(); ++g)
    if (in.plan.grids[g].community >= 0 && in.plan.grids[g].kind != GridKind::micro)
      grids[static_cast<std::size_t>(in.plan.grids[g].community)].push_back(g);
  std::map<std::string, Sum> counties;
  std::map<std::pair<std::string, std::string>, Sum> subdistricts;
  const auto each = [&](std::int32_t c, const auto& work) {
    const Community& community = in.city.communities[static_cast<std::size_t>(c)];
    work(all);
    work(counties[community.county]);
    work(subdistricts[{community.county, community.subdistrict}]);
    work(own[static_cast<std::size_t>(c)]);
  };
  for (std::size_t c = 0; c < own.size(); ++c)
    each(static_cast<std::int32_t>(c), [&](Sum& sum) {
      sum.communities.insert(static_cast<std::int32_t>(c));
      sum.land += area(in.city.communities[c].area);
    });
  for (std::size_t g = 0; g < counts.size(); ++g)
    if (in.plan.grids[g].community >= 0)
      each(in.plan.grids[g].community, [&](Sum& sum) { add(in.plan.grids[g], counts[g], sum); });
  const auto row = [&](const char* level, const std::string& code, const std::string& name, const Sum& s) {
    m.row({say(in.language, level), cell(code), cell(name),
           s.communities.empty() ? LedgerCell() : cell(static_cast<std::int64_t>(s.communities.size())),
           cell(s.comprehensive + s.exclusive), cell(s.comprehensive), cell(s.exclusive), cell(s.micro), cell(s.in_range),
           cell(s.households), cell(s.population), cell(s.buildings), cell(s.units),
           cell(static_cast<std::int64_t>(s.compounds.size())), cell(s.members), cell(s.land / 1e6),
           cell_if(s.comprehensive > 0,
                   s.comprehensive > 0 ? static_cast<double>(s.households) / static_cast<double>(s.comprehensive) : 0)});
  };
  row("level_all", "", in.city.name, all);
  for (const auto& [county, sum] : counties) {
    if (!county.empty()) row("level_county", shared_code(in.city, sum, 6), county, sum);
    for (const auto& [key, part] : subdistricts) {
      if (key.first != county) continue;
      if (!key.second.empty()) row("level_subdistrict", shared_code(in.city, part, 9), key.second, part);
      for (const std::int32_t c : part.communities) {
        const Community& community = in.city.communities[static_cast<std::size_t>(c)];
        row("level_community", community.id, community.name, own[static_cast<std::size_t>(c)]);
        for (const std::size_t g : grids[static_cast<std::size_t>(c)]) {
          Sum one;
          add(in.plan.grids[g], counts[g], one);
          one.land = area(in.plan.grids[g].area);
          if (const auto parts = micros.find(in.plan.grids[g].code); parts != micros.end()) one.micro = parts->second;
          row("level_grid", in.plan.grids[g].code, in.plan.grids[g].name, one);
        }
      }
    }
  }
  return m.done();
}

LedgerSheet proof_table(const LedgerInput& in) {
  SheetMaker m(in.language, "proofs");
  m.community().whole("households").whole("grids", 8).whole("fewest_possible", 10);
  m.real("objective", 2).real("lower_bound", 2).share("gap").text("proof", 16);
  m.sheet().frozen = 2;
  for (const CommunityResult& r : in.plan.communities) {
    const Community* c = r.community < 0 ? nullptr : &in.city.communities[static_cast<std::size_t>(r.community)];
    m.row({cell(c == nullptr ? std::string() : c->id), cell(c == nullptr ? std::string() : c->name), cell(r.households.value()),
           cell(r.grids), cell(r.fewest_possible), cell(r.objective), cell(r.lower_bound), cell(gap_of(r)),
           say(in.language, "proof_" + to_text(r.proof))});
  }
  m.total({"households", "grids", "fewest_possible"});
  m.note(say(in.language, "proofs_note"));
  return m.done();
}

}  // namespace wangge
