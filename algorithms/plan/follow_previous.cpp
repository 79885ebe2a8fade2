#include "algorithms/plan/follow_previous.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

#include "algorithms/coding/inherit_codes.hpp"

namespace wangge {

namespace {

/// What an old and a new grid have in common.
struct Common {
  std::int64_t households = 0;
  std::int64_t buildings = 0;
};

bool operator<(const Common& a, const Common& b) {
  return a.households != b.households ? a.households < b.households : a.buildings < b.buildings;
}

/// Gives every grid its code for good; violations and micro grids follow.
void hand_down_codes(const City& city, const std::vector<std::string>& heir_of, Plan& plan) {
  std::vector<std::vector<std::size_t>> members(city.communities.size());
  std::vector<std::set<std::string>> old(city.communities.size());
  for (std::size_t g = 0; g < plan.grids.size(); ++g)
    if (plan.grids[g].community >= 0 && plan.grids[g].kind != GridKind::micro)
      members[static_cast<std::size_t>(plan.grids[g].community)].push_back(g);
  for (const Building& b : city.buildings)
    if (b.community >= 0 && !b.previous_grid.empty()) old[static_cast<std::size_t>(b.community)].insert(b.previous_grid);
  std::map<std::string, std::string> renamed;
  for (std::size_t c = 0; c < members.size(); ++c) {
    std::vector<std::string> fresh, heir;
    for (const std::size_t g : members[c]) {
      fresh.push_back(plan.grids[g].code);
      heir.push_back(heir_of[g]);
    }
    const std::vector<std::string> codes = inherit_codes(city.communities[c].id, fresh, heir, {old[c].begin(), old[c].end()});
    for (std::size_t i = 0; i < codes.size(); ++i) {
      renamed.emplace(fresh[i], codes[i]);
      plan.grids[members[c][i]].code = codes[i];
    }
  }
  for (PlanGrid& grid : plan.grids)
    if (grid.kind == GridKind::micro) {
      const std::size_t length = grid.code.size() - 2;
      if (const auto found = renamed.find(grid.code.substr(0, length)); found != renamed.end())
        grid.code = found->second + grid.code.substr(length);
    }
  for (Violation& violation : plan.violations)
    if (const auto found = renamed.find(violation.grid_code); found != renamed.end()) violation.grid_code = found->second;
}

}  // namespace

void follow_previous(const City& city, Plan& plan) {
  if (!city.has_previous) return;
  std::vector<std::map<std::string, Common>> by_grid(plan.grids.size());
  std::map<std::string, std::map<std::int32_t, Common>> by_old;
  for (const PlanCell& cell : plan.cells) {
    if (cell.building < 0) continue;
    const std::string& old = city.buildings[static_cast<std::size_t>(cell.building)].previous_grid;
    for (Common* c : {&by_grid[static_cast<std::size_t>(cell.grid)][old], &by_old[old][cell.grid]}) {
      c->households += cell.households.value();
      ++c->buildings;
    }
  }
  std::vector<std::string> code_of(
      plan.grids.size());  // old code that a grid inherits: of those it is heir of, the one it holds most of
  std::vector<Common> held(plan.grids.size());
  std::map<std::string, std::int32_t> heir;  // old grid -> the new one that holds most of it
  std::vector<int> heirs(plan.grids.size(), 0);
  for (const auto& [old, grids] : by_old) {
    if (old.empty()) continue;
    auto best = grids.begin();
    for (auto i = grids.begin(); i != grids.end(); ++i)
      if (best->second < i->second) best = i;
    heir[old] = best->first;
    const auto g = static_cast<std::size_t>(best->first);
    ++heirs[g];
    if (code_of[g].empty() || held[g] < best->second) {
      code_of[g] = old;
      held[g] = best->second;
    }
  }
  for (std::size_t g = 0; g < plan.grids.size(); ++g) {
    PlanGrid& grid = plan.grids[g];
    if (grid.kind == GridKind::micro) continue;
    const std::string* main = nullptr;
    Common most;
    for (const auto& [old, common] : by_grid[g])
      if (!old.empty() && (main == nullptr || most < common)) main = &old, most = common;
    if (main == nullptr) {
      grid.change = GridChange::created;
      continue;
    }
    grid.previous_code = *main;
    const bool is_heir = heir[*main] == static_cast<std::int32_t>(g);
    if (by_grid[g].size() == 1 && by_old[*main].size() == 1)
      grid.change = GridChange::unchanged;
    else if (heirs[g] > 1)
      grid.change = GridChange::merged;
    else
      grid.change = is_heir ? GridChange::adjusted : GridChange::split;
  }
  hand_down_codes(city, code_of, plan);
}

}  // namespace wangge
