#include <limits>
#include <string>

#include "python/bindings/arrays.hpp"
#include "python/bindings/plan_tables.hpp"

namespace wangge::python {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

std::string community_code(const City& city, std::int32_t i) { return i < 0 ? std::string() : city.communities[at(i)].id; }

nb::dict branches_table(const City& city, const Plan& plan) {
  const auto& rows = plan.branches;
  nb::dict table;
  table["branch_code"] = texts(rows, [](const PartyBranch& b) { return b.code; });
  table["branch_name"] = texts(rows, [](const PartyBranch& b) { return b.name; });
  table["community_code"] = texts(rows, [&](const PartyBranch& b) { return community_code(city, b.community); });
  table["grids"] = numbers<std::int64_t>(rows, [](const PartyBranch& b) { return b.grids.size(); });
  table["grid_codes"] = texts(rows, [&](const PartyBranch& b) {
    std::string codes;
    for (const std::int32_t g : b.grids) codes += (codes.empty() ? "" : ",") + plan.grids[at(g)].code;
    return codes;
  });
  table["party_members"] = numbers<std::int64_t>(rows, [](const PartyBranch& b) { return b.members; });
  table["households"] = numbers<std::int64_t>(rows, [](const PartyBranch& b) { return b.households.value(); });
  table["status"] = texts(rows, [](const PartyBranch& b) { return to_text(b.status); });
  table["area_m2"] = numbers<double>(rows, [](const PartyBranch& b) { return area(b.area); });
  table["areas"] = areas(rows);
  return table;
}

nb::dict crosswalk_table(const City& city, const Plan& plan) {
  const auto& rows = plan.crosswalk;
  nb::dict table;
  table["layer"] = texts(rows, [&](const LayerLink& l) { return city.functional_layers[at(l.layer)].name; });
  table["old_code"] = texts(rows, [](const LayerLink& l) { return l.old_code; });
  table["old_name"] = texts(rows, [](const LayerLink& l) { return l.old_name; });
  table["grid_code"] = texts(rows, [&](const LayerLink& l) { return plan.grids[at(l.grid)].code; });
  table["households"] = numbers<std::int64_t>(rows, [](const LayerLink& l) { return l.households; });
  table["buildings"] = numbers<std::int64_t>(rows, [](const LayerLink& l) { return l.buildings; });
  table["share"] = numbers<double>(rows, [](const LayerLink& l) {
    const bool known = !l.old_code.empty() && l.old_households > 0;
    return known ? static_cast<double>(l.households) / static_cast<double>(l.old_households) : kNone;
  });
  return table;
}

nb::dict groups_table(const City& city, const Plan& plan) {
  const auto& rows = plan.groups;
  nb::dict table;
  table["group_code"] = texts(rows, [](const PartyGroup& g) { return g.code; });
  table["group_name"] = texts(rows, [](const PartyGroup& g) { return g.name; });
  table["branch_code"] = texts(rows, [&](const PartyGroup& g) { return plan.branches[at(g.branch)].code; });
  table["compound_ids"] = texts(rows, [&](const PartyGroup& g) {
    std::string yards;
    for (const std::int32_t c : g.compounds)
      if (c >= 0) yards += (yards.empty() ? "" : ",") + city.compounds[at(c)].id;
    return yards;
  });
  table["buildings"] = numbers<std::int64_t>(rows, [](const PartyGroup& g) { return g.buildings; });
  table["party_members"] = numbers<std::int64_t>(rows, [](const PartyGroup& g) { return g.members; });
  table["households"] = numbers<std::int64_t>(rows, [](const PartyGroup& g) { return g.households; });
  table["area_m2"] = numbers<double>(rows, [](const PartyGroup& g) { return area(g.area); });
  table["areas"] = areas(rows);
  return table;
}

nb::dict levels_table(const City& city, const Plan& plan) {
  const auto& rows = plan.levels;
  nb::dict table;
  table["level"] = numbers<std::int64_t>(rows, [](const LevelGrid& l) { return l.level; });
  table["kind"] = texts(rows, [](const LevelGrid& l) { return to_text(l.kind); });
  table["code"] = texts(rows, [](const LevelGrid& l) { return l.code; });
  table["name"] = texts(rows, [](const LevelGrid& l) { return l.name; });
  table["parent_code"] = texts(rows, [](const LevelGrid& l) { return l.parent_code; });
  table["community_code"] = texts(rows, [&](const LevelGrid& l) { return community_code(city, l.community); });
  table["households"] = numbers<std::int64_t>(rows, [](const LevelGrid& l) { return l.households; });
  table["population"] = numbers<double>(rows, [](const LevelGrid& l) { return l.population; });
  table["buildings"] = numbers<std::int64_t>(rows, [](const LevelGrid& l) { return l.buildings; });
  table["units"] = numbers<std::int64_t>(rows, [](const LevelGrid& l) { return l.units; });
  table["compounds"] = numbers<std::int64_t>(rows, [](const LevelGrid& l) { return l.compounds; });
  table["area_m2"] = numbers<double>(rows, [](const LevelGrid& l) { return area(l.area); });
  table["areas"] = areas(rows);
  return table;
}

}  // namespace

void add_requested_tables(const City& city, const Plan& plan, nb::dict& tables) {
  if (!plan.branches.empty()) tables["branches"] = branches_table(city, plan);
  if (!plan.groups.empty()) tables["party_groups"] = groups_table(city, plan);
  if (!plan.levels.empty()) tables["levels"] = levels_table(city, plan);
  if (!plan.crosswalk.empty()) tables["layer_crosswalk"] = crosswalk_table(city, plan);
}

}  // namespace wangge::python
