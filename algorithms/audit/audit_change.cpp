#include <cmath>
#include <map>

#include "algorithms/audit/audit_rules.hpp"

namespace wangge::audit {

namespace {

struct Common {
  std::int64_t households = 0;
  std::vector<std::int32_t> buildings;
  [[nodiscard]] bool less(const Common& o) const {
    return households != o.households ? households < o.households : buildings.size() < o.buildings.size();
  }
};

using OldGrids = std::map<std::string, std::map<std::int32_t, Common>>;  // old code -> new grid -> what they have in common

/// The new grid with most of an old one; -1 (in no grid) is never it while there is another.
std::int32_t heir_of(const std::map<std::int32_t, Common>& grids) {
  auto best = grids.begin();
  for (auto i = grids.begin(); i != grids.end(); ++i)
    if (best->first < 0 || (i->first >= 0 && best->second.less(i->second))) best = i;
  return best->first;
}

OldGrids old_grids(const AuditWorld& world, const std::vector<std::int32_t>& buildings) {
  OldGrids out;
  for (const std::int32_t b : buildings) {
    const Building& building = world.city.buildings[at(b)];
    if (building.previous_grid.empty()) continue;
    Common& common = out[building.previous_grid][world.grid_of_building[at(b)]];
    common.households += building.households.value();
    common.buildings.push_back(b);
  }
  return out;
}

}  // namespace

void audit_locks(AuditWorld& world) {
  if (world.city.locked_grids.empty()) return;
  std::vector<std::int32_t> placed;
  for (std::size_t b = 0; b < world.city.buildings.size(); ++b)
    if (world.city.buildings[b].community >= 0) placed.push_back(static_cast<std::int32_t>(b));
  const OldGrids old = old_grids(world, placed);
  for (const std::string& code : world.city.locked_grids) {
    const auto found = old.find(code);
    if (found == old.end()) continue;  // nothing of it is left to change
    const std::int32_t heir = heir_of(found->second);
    std::vector<std::int32_t> gone, come;
    for (const auto& [g, common] : found->second)
      if (g != heir) gone.insert(gone.end(), common.buildings.begin(), common.buildings.end());
    if (heir >= 0)
      for (const std::int32_t b : world.buildings[at(heir)])
        if (world.city.buildings[at(b)].previous_grid != code) come.push_back(b);
    if (gone.empty() && come.empty()) continue;
    std::string reason = world.say("audit_lock_changed", {code});
    if (!gone.empty()) reason += world.say("audit_lock_gone", {std::to_string(gone.size()), world.list_buildings(gone)});
    if (!come.empty()) reason += world.say("audit_lock_come", {std::to_string(come.size()), world.list_buildings(come)});
    const std::int32_t first = gone.empty() ? come.front() : gone.front();
    world.add(RuleCode::lock_changed, heir, world.city.buildings[at(first)].community,
              static_cast<double>(gone.size() + come.size()), 0, std::move(reason), world.city.buildings[at(first)].point);
  }
}

void audit_change(AuditWorld& world) {
  const double budget = world.city.rules.change_budget;
  if (!world.city.has_previous || budget >= 1.0) return;
  std::vector<std::vector<std::int32_t>> by_community(world.city.communities.size());
  for (std::size_t b = 0; b < world.city.buildings.size(); ++b) {
    const Building& building = world.city.buildings[b];  // exclusive units are carved out before any division
    if (building.community >= 0 && building.exclusive < 0)
      by_community[at(building.community)].push_back(static_cast<std::int32_t>(b));
  }
  for (std::size_t c = 0; c < by_community.size(); ++c) {
    std::int64_t all = 0, moved = 0;
    std::vector<std::int32_t> movers;
    for (const auto& [code, grids] : old_grids(world, by_community[c])) {
      const std::int32_t heir = heir_of(grids);
      for (const auto& [g, common] : grids) {
        all += common.households;
        if (g == heir) continue;
        moved += common.households;
        movers.insert(movers.end(), common.buildings.begin(), common.buildings.end());
      }
    }
    const auto allowed = static_cast<std::int64_t>(std::floor(budget * static_cast<double>(all) + 1e-9));
    if (moved <= allowed) continue;
    world.add(RuleCode::change_budget_exceeded, -1, static_cast<std::int32_t>(c), static_cast<double>(moved),
              static_cast<double>(allowed),
              world.say("audit_change_exceeded", {world.community_name(static_cast<std::int32_t>(c)), with_commas(moved),
                                                  with_commas(all), with_commas(allowed), world.list_buildings(movers)}),
              world.city.buildings[at(movers.front())].point);
  }
}

}  // namespace wangge::audit
