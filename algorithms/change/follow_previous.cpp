#include "algorithms/change/follow_previous.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "algorithms/coding/inherit_codes.hpp"
#include "algorithms/coding/number_grids.hpp"

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

/// Grids of a community in the order of their codes, micro grids last; cells follow.
void sort_by_code(Plan& plan) {
  std::vector<std::size_t> order(plan.grids.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::map<std::int32_t, std::size_t> rank;  // communities keep their order
  for (const PlanGrid& grid : plan.grids) rank.emplace(grid.community, rank.size());
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const PlanGrid &x = plan.grids[a], &y = plan.grids[b];
    if (x.community != y.community) return rank[x.community] < rank[y.community];
    if ((x.kind == GridKind::micro) != (y.kind == GridKind::micro)) return y.kind == GridKind::micro;
    return x.code < y.code;
  });
  std::vector<std::int32_t> place(order.size());
  std::vector<PlanGrid> sorted;
  sorted.reserve(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    place[order[i]] = static_cast<std::int32_t>(i);
    sorted.push_back(std::move(plan.grids[order[i]]));
  }
  plan.grids = std::move(sorted);
  for (PlanCell& cell : plan.cells)
    for (std::int32_t* g : {&cell.grid, &cell.micro})
      if (*g >= 0) *g = place[static_cast<std::size_t>(*g)];
}

/// Gives every grid its code for good, and the name that goes with it; violations and micro grids follow.
void hand_down_codes(const City& city, const std::vector<std::string>& heir_of, Language language, Plan& plan) {
  std::vector<std::vector<std::size_t>> members(city.communities.size());
  std::vector<std::set<std::string>> old(city.communities.size());
  for (std::size_t g = 0; g < plan.grids.size(); ++g)
    if (plan.grids[g].community >= 0 && plan.grids[g].kind != GridKind::micro)
      members[static_cast<std::size_t>(plan.grids[g].community)].push_back(g);
  for (const Building& b : city.buildings)
    if (b.community >= 0 && !b.previous_grid.empty()) old[static_cast<std::size_t>(b.community)].insert(b.previous_grid);
  for (const FunctionalLayer& layer : city.functional_layers)
    for (std::size_t b = 0; b < layer.grid_of_building.size(); ++b)
      if (const std::int32_t c = city.buildings[b].community; c >= 0 && !layer.grid_of_building[b].empty())
        old[static_cast<std::size_t>(c)].insert(layer.grid_of_building[b]);
  std::map<std::string, std::string> renamed, name_of;
  for (std::size_t c = 0; c < members.size(); ++c) {
    std::vector<std::string> fresh, heir;
    std::vector<char> exclusive;
    for (const std::size_t g : members[c]) {
      fresh.push_back(plan.grids[g].code);
      heir.push_back(heir_of[g]);
      exclusive.push_back(plan.grids[g].kind == GridKind::exclusive ? 1 : 0);
    }
    const std::vector<std::string> codes =
        inherit_codes(city.rules.codes, city.communities[c].id, fresh, heir, exclusive, {old[c].begin(), old[c].end()});
    for (std::size_t i = 0; i < codes.size(); ++i) {
      renamed.emplace(fresh[i], codes[i]);
      PlanGrid& grid = plan.grids[members[c][i]];
      grid.code = codes[i];
      const Community& community = city.communities[c];
      if (const std::size_t number = number_in_code(city.rules.codes, community.id, codes[i]);
          number > 0 && grid.kind == GridKind::comprehensive)
        grid.name = grid_name(community.name.empty() ? community.id : community.name, number, language);
      name_of.emplace(grid.code, grid.name);
    }
  }
  for (PlanGrid& grid : plan.grids)
    if (grid.kind == GridKind::micro) {
      const std::size_t length = grid.code.size() - 2;
      if (const auto found = renamed.find(grid.code.substr(0, length)); found != renamed.end())
        grid.code = found->second + grid.code.substr(length);
      const std::string digits = grid.code.substr(grid.code.size() - 2);
      if (const auto parent = name_of.find(grid.code.substr(0, grid.code.size() - 2)); parent != name_of.end())
        grid.name = say(language, "micro_grid_name", {parent->second, std::to_string(std::stoul(digits))});
    }
  for (Violation& violation : plan.violations)
    if (const auto found = renamed.find(violation.grid_code); found != renamed.end()) violation.grid_code = found->second;
  sort_by_code(plan);
}

}  // namespace

void follow_previous(const City& city, Language language, Plan& plan) {
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
  hand_down_codes(city, code_of, language, plan);
}

}  // namespace wangge
