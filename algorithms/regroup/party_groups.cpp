#include "algorithms/regroup/party_groups.hpp"

#include <algorithm>
#include <map>

#include "algorithms/outline/areas_as_tiling.hpp"
#include "algorithms/outline/trace_outlines.hpp"

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

struct Draft {
  PartyGroup group;
  Point weighted;  ///< sum of members x place

  [[nodiscard]] Point middle() const { return weighted * (1.0 / static_cast<double>(std::max<std::int64_t>(1, group.members))); }
};

/// By branch: groups by compound, -1 = outside compounds; only buildings with members count.
std::vector<std::map<std::int32_t, Draft>> by_yard(const City& city, const Plan& plan) {
  std::vector<std::int32_t> grid(city.buildings.size(), -1);
  for (const PlanCell& cell : plan.cells)
    if (cell.building >= 0) grid[at(cell.building)] = cell.grid;
  std::vector<std::map<std::int32_t, Draft>> yards(plan.branches.size());
  for (std::size_t b = 0; b < grid.size(); ++b) {
    const Building& building = city.buildings[b];
    if (grid[b] < 0 || building.party_members <= 0 || plan.grids[at(grid[b])].branch < 0) continue;
    Draft& one = yards[at(plan.grids[at(grid[b])].branch)][building.compound];
    one.group.members += building.party_members;
    one.group.households += building.households.value();
    ++one.group.buildings;
    one.weighted = one.weighted + building.point * static_cast<double>(building.party_members);
  }
  return yards;
}

void join_few(std::vector<Draft>& groups, std::int64_t least) {
  while (groups.size() > 1) {
    const auto smallest = std::min_element(groups.begin(), groups.end(),
                                           [](const Draft& a, const Draft& b) { return a.group.members < b.group.members; });
    if (smallest->group.members >= least) return;
    auto nearest = groups.end();
    for (auto i = groups.begin(); i != groups.end(); ++i)
      if (i != smallest && (nearest == groups.end() ||
                            distance(i->middle(), smallest->middle()) < distance(nearest->middle(), smallest->middle())))
        nearest = i;
    PartyGroup& into = nearest->group;
    const PartyGroup& from = smallest->group;
    into.members += from.members, into.households += from.households, into.buildings += from.buildings;
    into.compounds.insert(into.compounds.end(), from.compounds.begin(), from.compounds.end());
    nearest->weighted = nearest->weighted + smallest->weighted;
    groups.erase(smallest);
  }
}

std::string yards_in_words(const City& city, const std::vector<std::int32_t>& compounds, Language language) {
  constexpr std::size_t kNamed = 3;
  std::string words;
  for (std::size_t i = 0; i < compounds.size() && i < kNamed; ++i) {
    if (i > 0) words += say(language, "list_comma");
    if (compounds[i] < 0) {
      words += say(language, "group_outside");
    } else {
      const Compound& yard = city.compounds[at(compounds[i])];
      words += yard.name.empty() ? yard.id : yard.name;
    }
  }
  return compounds.size() > kNamed ? words + say(language, "and_more", {std::to_string(compounds.size() - kNamed)}) : words;
}

/// The cells of each group's yards, put together.
void outline_groups(Plan& plan) {
  std::map<std::pair<std::int32_t, std::int32_t>, std::int32_t> group_of_yard;  // branch, compound
  for (std::size_t g = 0; g < plan.groups.size(); ++g)
    for (const std::int32_t yard : plan.groups[g].compounds)
      group_of_yard[{plan.groups[g].branch, yard}] = static_cast<std::int32_t>(g);
  struct Land {
    std::vector<MultiPolygon> areas;
    std::vector<std::int32_t> group;
  };
  std::vector<Land> lands(plan.branches.size());
  for (const PlanCell& cell : plan.cells) {
    const std::int32_t branch = cell.grid < 0 ? -1 : plan.grids[at(cell.grid)].branch;
    if (branch < 0 || cell.area.empty()) continue;
    const auto found = group_of_yard.find({branch, std::max(cell.compound, -1)});
    if (found == group_of_yard.end()) continue;
    lands[at(branch)].areas.push_back(cell.area);
    lands[at(branch)].group.push_back(found->second);
  }
  for (const Land& land : lands) {
    if (land.areas.empty()) continue;
    const std::int32_t first = *std::min_element(land.group.begin(), land.group.end()),
                       last = *std::max_element(land.group.begin(), land.group.end());
    std::vector<std::int32_t> within;  // the groups of a branch stand side by side
    for (const std::int32_t group : land.group) within.push_back(group - first);
    std::vector<MultiPolygon> traced = trace_outlines(areas_as_tiling(land.areas), within, at(last - first) + 1);
    for (std::size_t i = 0; i < traced.size(); ++i) plan.groups[at(first) + i].area = std::move(traced[i]);
  }
}

}  // namespace

void form_groups(const City& city, Language language, Plan& plan) {
  plan.groups.clear();
  const std::vector<std::map<std::int32_t, Draft>> yards = by_yard(city, plan);
  for (std::size_t b = 0; b < yards.size(); ++b) {
    std::vector<Draft> groups;
    for (const auto& [compound, draft] : yards[b]) {
      groups.push_back(draft);
      groups.back().group.compounds = {compound};
    }
    join_few(groups, city.rules.branches.group_members);
    std::size_t number = 0;
    for (Draft& draft : groups) {
      PartyGroup& group = draft.group;
      ++number;
      group.branch = static_cast<std::int32_t>(b);
      group.code = plan.branches[b].code + (number < 10 ? "-0" : "-") + std::to_string(number);
      group.name = say(language, "group_name", {yards_in_words(city, group.compounds, language)});
      plan.groups.push_back(std::move(group));
    }
  }
  outline_groups(plan);
}

}  // namespace wangge
