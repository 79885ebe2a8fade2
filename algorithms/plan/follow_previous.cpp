#include "algorithms/plan/follow_previous.hpp"

#include <map>
#include <string>
#include <vector>

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
  std::map<std::string, std::int32_t> heir;  // old grid -> the new one that holds most of it
  std::vector<int> heirs(plan.grids.size(), 0);
  for (const auto& [old, grids] : by_old) {
    if (old.empty()) continue;
    auto best = grids.begin();
    for (auto i = grids.begin(); i != grids.end(); ++i)
      if (best->second < i->second) best = i;
    heir[old] = best->first;
    ++heirs[static_cast<std::size_t>(best->first)];
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
}

}  // namespace wangge
