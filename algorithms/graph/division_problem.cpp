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

/// Equal numbers = same grid: buildings that the user linked, and stairwell units of a building that fits a grid.
void set_links(const City& city, const TiledCommunity& tiled, ProblemOfCells& out) {
  const auto n = static_cast<std::int32_t>(out.cell.size());
  std::vector<std::int32_t> root(at(n));
  std::iota(root.begin(), root.end(), 0);
  const auto find = [&](std::int32_t v) {
    while (root[at(v)] != v) v = root[at(v)] = root[at(root[at(v)])];
    return v;
  };
  std::map<std::string, std::vector<std::int32_t>> linked, parts, apart;
  for (std::int32_t a = 0; a < n; ++a) {
    const std::int32_t b = tiled.building[at(out.cell[at(a)])];
    if (b < 0) continue;
    const Building& building = city.buildings[at(b)];
    if (!building.must_link.empty()) linked[building.must_link].push_back(a);
    if (!building.part_of.empty()) parts[building.part_of].push_back(a);
    if (!building.cannot_link.empty()) apart[building.cannot_link].push_back(a);
  }
  std::erase_if(parts, [&](const auto& part) {
    std::int64_t households = 0;
    for (const std::int32_t a : part.second) households += out.problem.households[at(a)];
    return households > out.problem.max_households;
  });
  bool any = false;
  for (const auto* groups : {&linked, &parts})
    for (const auto& [word, atoms] : *groups)
      for (const std::int32_t a : atoms) {
        any = any || a != atoms.front();
        root[at(find(a))] = find(atoms.front());
      }
  if (any) {
    std::vector<std::int32_t> size(at(n), 0);
    for (std::int32_t a = 0; a < n; ++a) ++size[at(find(a))];
    for (std::int32_t a = 0; a < n; ++a) out.problem.must_link.push_back(size[at(find(a))] > 1 ? find(a) : -1);
  }
  for (const auto& [word, atoms] : apart)
    for (std::size_t i = 0; i < atoms.size(); ++i)
      for (std::size_t j = i + 1; j < atoms.size(); ++j) out.problem.cannot_link.emplace_back(atoms[i], atoms[j]);
}

/// Persons and party members are whole; workload is counted in hundredths.
void set_limits(const City& city, const TiledCommunity& tiled, ProblemOfCells& out) {
  const GridLimits& limits = city.rules.limits;
  const auto add = [&](double most, double scale, auto&& amount) {
    if (most == GridLimits::none) return;
    FurtherLimit limit;
    limit.most = static_cast<std::int64_t>(std::floor(most * scale + 1e-9));
    for (const std::int32_t c : out.cell) {
      const std::int32_t b = tiled.building[at(c)];
      limit.amount.push_back(b >= 0 ? std::llround(std::max(0.0, amount(city.buildings[at(b)])) * scale) : 0);
    }
    out.problem.limits.push_back(std::move(limit));
  };
  add(limits.population, 1, [](const Building& b) { return b.population; });
  add(limits.party_members, 1, [](const Building& b) { return static_cast<double>(b.party_members); });
  add(limits.workload, 100, [](const Building& b) { return b.workload; });
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
  std::vector<std::int32_t> exclusive_grid(tiled.cell_count(), -1);
  for (std::size_t e = 0; e < out.exclusive.size(); ++e)
    for (const std::int32_t c : out.exclusive[e]) exclusive_grid[at(c)] = static_cast<std::int32_t>(e);
  for (const CellBorder& b : borders) {
    const std::int32_t x = atom[at(b.a)], y = atom[at(b.b)];
    const double apart = rules.boundary_weight * (b.open + rules.along_barrier * (b.along + b.soft + b.hard));
    if (x < 0 || y < 0) {  // an exclusive grid is a grid: its borders are priced, though no choice changes them
      const bool same = x < 0 && y < 0 && exclusive_grid[at(b.a)] == exclusive_grid[at(b.b)];
      problem.constant += micro(same ? rules.across_soft_barrier * (b.soft + b.over) : apart);
      continue;
    }
    problem.edges.push_back(
        {std::min(x, y), std::max(x, y), micro(apart), micro(rules.across_soft_barrier * (b.soft + b.over)), b.connects()});
  }
  // what ends inside a cell no plan avoids; roads drawn as areas are priced along their edges
  for (const InsideBarrier& i : tiled.inside) {
    const Barrier& barrier = city.barriers[at(i.barrier)];
    if (rules.barrier_rule(barrier.barrier_class) == BarrierRule::soft && barrier.area.empty())
      problem.constant += micro(rules.across_soft_barrier * i.metres);
  }
  problem.min_households = rules.min_households.value();
  problem.max_households = rules.max_households.value();
  problem.target_households = rules.target_households.value();
  problem.count = rules.count;
  problem.fixed_grids = city.communities[at(community)].fixed_grids;
  problem.compounds = rules.compounds;
  problem.change_budget = rules.change_budget;
  set_previous(city, tiled, out);
  set_links(city, tiled, out);
  set_limits(city, tiled, out);
  return out;
}

}  // namespace wangge
