#include "algorithms/graph/division_problem.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

Cost micro(double points) { return static_cast<Cost>(std::llround(points * static_cast<double>(kCostPerPoint))); }

/// Cells of one exclusive unit, in pieces that share a border (a barrier inside a park does not split it).
void collect_exclusive(const std::vector<CellBorder>& borders, const std::vector<std::int32_t>& unit, ProblemOfCells& out) {
  std::vector<std::int32_t> root(unit.size());
  std::iota(root.begin(), root.end(), 0);
  auto find = [&](std::int32_t v) {
    while (root[at(v)] != v) v = root[at(v)] = root[at(root[at(v)])];
    return v;
  };
  for (const CellBorder& b : borders)
    if (unit[at(b.a)] >= 0 && unit[at(b.a)] == unit[at(b.b)] && b.total() >= 0.01) root[at(find(b.b))] = find(b.a);
  std::map<std::int32_t, std::size_t> number;
  for (std::int32_t c = 0; at(c) < unit.size(); ++c) {
    if (unit[at(c)] < 0) continue;
    const auto [found, fresh] = number.emplace(find(c), out.exclusive.size());
    if (fresh) {
      out.exclusive.emplace_back();
      out.exclusive_unit.push_back(unit[at(c)]);
    }
    out.exclusive[found->second].push_back(c);
  }
}

/// Text codes of the plan in force as numbers; locked codes keep theirs in `locked`.
void set_previous(const City& city, const TiledCommunity& tiled, ProblemOfCells& out) {
  std::map<std::string, std::int32_t> number;
  bool any_lock = false;
  std::vector<std::int32_t> previous, locked;
  for (const std::int32_t c : out.cell) {
    const std::int32_t b = tiled.building[at(c)];
    const std::string code = b >= 0 ? city.buildings[at(b)].previous_grid : std::string();
    const std::int32_t n = code.empty() ? -1 : number.emplace(code, static_cast<std::int32_t>(number.size())).first->second;
    previous.push_back(n);
    const bool lock = n >= 0 && std::find(city.locked_grids.begin(), city.locked_grids.end(), code) != city.locked_grids.end();
    locked.push_back(lock ? n : -1);
    any_lock = any_lock || lock;
  }
  if (city.has_previous && !number.empty()) out.problem.previous = std::move(previous);
  if (any_lock) out.problem.locked = std::move(locked);
}

}  // namespace

ProblemOfCells division_problem(const TiledCommunity& tiled, const std::vector<CellBorder>& borders, const City& city,
                                std::int32_t community, const std::vector<std::int32_t>& compound,
                                const std::vector<std::int32_t>& unit) {
  ProblemOfCells out;
  collect_exclusive(borders, unit, out);
  std::vector<std::int32_t> atom(tiled.cell_count(), -1);
  std::map<std::int32_t, std::int32_t> compound_number;
  DivisionProblem& problem = out.problem;
  for (std::int32_t c = 0; at(c) < tiled.cell_count(); ++c) {
    if (unit[at(c)] >= 0) continue;
    atom[at(c)] = static_cast<std::int32_t>(out.cell.size());
    out.cell.push_back(c);
    const std::int32_t b = tiled.building[at(c)];
    problem.households.push_back(b >= 0 ? city.buildings[at(b)].households.value() : 0);
    const std::int32_t group = compound[at(c)];
    problem.compound.push_back(
        group < 0 ? -1 : compound_number.emplace(group, static_cast<std::int32_t>(compound_number.size())).first->second);
  }
  const GridRules& rules = city.rules;
  for (const CellBorder& b : borders) {
    const std::int32_t x = atom[at(b.a)], y = atom[at(b.b)];
    if (x < 0 || y < 0) continue;
    const double apart = rules.boundary_weight * (b.open + rules.along_barrier * (b.along + b.soft + b.hard));
    problem.edges.push_back(
        {std::min(x, y), std::max(x, y), micro(apart), micro(rules.across_soft_barrier * b.soft), b.connects()});
  }
  problem.min_households = rules.min_households.value();
  problem.max_households = rules.max_households.value();
  problem.target_households = rules.target_households.value();
  problem.count = rules.count;
  problem.fixed_grids = city.communities[at(community)].fixed_grids;
  problem.compounds = rules.compounds;
  problem.change_budget = rules.change_budget;
  set_previous(city, tiled, out);
  return out;
}

}  // namespace wangge
