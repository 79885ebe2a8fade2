#include "algorithms/ledger/ledger_sheets.hpp"
#include "algorithms/ledger/sheet_maker.hpp"

namespace wangge {

LedgerSheet group_register(const LedgerInput& in) {
  SheetMaker m(in.language, "party_groups");
  m.text("group_code", 20).text("group_name", 34).text("branch_name", 30).text("community_name", 14).whole("yards", 8);
  m.whole("buildings_with_members", 12).whole("party_members", 8).whole("households").real("area_m2", 0);
  m.sheet().frozen = 2;
  for (const PartyGroup& group : in.plan.groups) {
    const PartyBranch& branch = in.plan.branches[at(group.branch)];
    m.row({cell(group.code), cell(group.name), cell(branch.name), cell(in.city.communities[at(branch.community)].name),
           cell(static_cast<std::int64_t>(group.compounds.size())), cell(group.buildings), cell(group.members),
           cell(group.households), cell(area(group.area))});
  }
  m.total({"yards", "buildings_with_members", "party_members", "households", "area_m2"});
  m.note(say(in.language, "party_groups_note", {std::to_string(in.city.rules.branches.group_members)}));
  return m.done();
}

LedgerSheet branch_register(const LedgerInput& in) {
  SheetMaker m(in.language, "branches");
  m.text("branch_code", 18).text("branch_name", 30).community().whole("grids", 7);
  m.text("branch_grids", 44).whole("party_members", 8).whole("households").text("branch_status", 12).real("area_m2", 0);
  m.sheet().frozen = 2;
  for (const PartyBranch& branch : in.plan.branches) {
    std::string names;
    for (const std::int32_t g : branch.grids)
      names += (names.empty() ? "" : say(in.language, "list_comma")) + in.plan.grids[at(g)].name;
    const Community& community = in.city.communities[at(branch.community)];
    m.row({cell(branch.code), cell(branch.name), cell(community.id), cell(community.name),
           cell(static_cast<std::int64_t>(branch.grids.size())), cell(names), cell(branch.members),
           cell(static_cast<std::int64_t>(branch.households.value())), cell(say(in.language, "branch_" + to_text(branch.status))),
           cell(area(branch.area))});
  }
  m.total({"grids", "party_members", "households", "area_m2"});
  const BranchRule& rule = in.city.rules.branches;
  m.note(say(in.language, "branch_note",
             {std::to_string(rule.min_members), std::to_string(rule.max_members), std::to_string(rule.grids)}));
  return m.done();
}

}  // namespace wangge
