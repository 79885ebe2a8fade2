#include "algorithms/plan/divide_around.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <span>
#include <string>

#include "core/random.hpp"

namespace wangge {

namespace {

constexpr std::size_t kGridsAround = 12;  // divided again together, at least

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// Rules that look at the whole community, not at its grids.
bool looks_at_all(const DivisionProblem& p) { return p.count != GridCount::target || p.fixed_grids > 0 || p.change_budget < 1; }

struct AtomMarks {
  std::vector<std::uint64_t> key, mark;
};

AtomMarks marks_of(const ProblemOfCells& community, const TiledCommunity& tiled, const City& city) {
  const DivisionProblem& problem = community.problem;
  const std::hash<std::string> text;
  AtomMarks out;
  for (std::size_t a = 0; a < community.cell.size(); ++a) {
    const std::int32_t b = tiled.building[at(community.cell[a])];
    const Building* building = b < 0 ? nullptr : &city.buildings[at(b)];
    out.key.push_back(building == nullptr ? 0 : mix64(text(building->id)));
    std::uint64_t own = mix64(static_cast<std::uint64_t>(problem.households[a]));
    if (building != nullptr && building->compound >= 0) own = mix64(own ^ text(city.compounds[at(building->compound)].id));
    if (building != nullptr)
      for (const std::string* word : {&building->must_link, &building->cannot_link, &building->part_of, &building->previous_grid})
        own = mix64(own ^ text(*word));
    if (!problem.locked.empty() && problem.locked[a] >= 0) own = mix64(own);
    for (const FurtherLimit& limit : problem.limits) own = mix64(own ^ static_cast<std::uint64_t>(limit.amount[a]));
    out.mark.push_back(own);
  }
  for (const AtomEdge& e : problem.edges) {
    const std::uint64_t border = mix64(mix64(static_cast<std::uint64_t>(e.apart_cost)) ^
                                       (static_cast<std::uint64_t>(e.together_cost) * 2 + (e.connects ? 1 : 0)));
    out.mark[at(e.a)] += mix64(border ^ out.key[at(e.b)]);
    out.mark[at(e.b)] += mix64(border ^ out.key[at(e.a)]);
  }
  for (std::size_t a = 0; a < out.key.size(); ++a)
    if (out.key[a] == 0) out.key[a] = out.mark[a];
  return out;
}

/// The plan at hand on the atoms after the edit; -1 where none is known. `changed` says which atoms are not as they were.
struct Start {
  std::vector<std::int32_t> grid;
  std::vector<char> changed;
};

/// New atoms join the neighbour with the longest border.
bool place_new_atoms(const DivisionProblem& problem, std::vector<std::int32_t>& grid) {
  for (bool more = true; more;) {
    more = false;
    std::map<std::int32_t, std::pair<Cost, std::int32_t>> best;  // by atom without a grid: border, grid
    for (const AtomEdge& e : problem.edges)
      for (const auto& [from, to] : {std::pair{e.a, e.b}, std::pair{e.b, e.a}})
        if (grid[at(from)] < 0 && grid[at(to)] >= 0 && e.connects) {
          auto& [cost, label] = best.try_emplace(from, -1, -1).first->second;
          if (e.apart_cost > cost) cost = e.apart_cost, label = grid[at(to)];
        }
    for (const auto& [atom, found] : best) grid[at(atom)] = found.second, more = true;
  }
  return std::find(grid.begin(), grid.end(), -1) == grid.end();
}

/// Which grids are divided again: those of changed atoms and of their neighbours, then the next ones round about; compounds
/// whole.
std::vector<char> grids_around(const DivisionProblem& problem, const Start& start, std::size_t grids) {
  std::vector<char> chosen(grids, 0);
  for (const AtomEdge& e : problem.edges)
    if (start.changed[at(e.a)] != 0 || start.changed[at(e.b)] != 0)
      chosen[at(start.grid[at(e.a)])] = chosen[at(start.grid[at(e.b)])] = 1;
  for (std::size_t a = 0; a < start.grid.size(); ++a)
    if (start.changed[a] != 0) chosen[at(start.grid[a])] = 1;
  const auto take_compounds = [&] {
    std::vector<char> compound;
    for (std::size_t a = 0; a < start.grid.size(); ++a)
      if (const std::int32_t c = problem.compound[a]; c >= 0 && chosen[at(start.grid[a])] != 0) {
        if (compound.size() <= at(c)) compound.resize(at(c) + 1, 0);
        compound[at(c)] = 1;
      }
    for (std::size_t a = 0; a < start.grid.size(); ++a)
      if (const std::int32_t c = problem.compound[a]; c >= 0 && at(c) < compound.size() && compound[at(c)] != 0)
        chosen[at(start.grid[a])] = 1;
  };
  const auto count = [&] { return static_cast<std::size_t>(std::count(chosen.begin(), chosen.end(), 1)); };
  for (std::size_t before = 0; count() < kGridsAround && count() > before;) {
    before = count();
    std::vector<char> next = chosen;
    for (const AtomEdge& e : problem.edges) {
      const std::size_t x = at(start.grid[at(e.a)]), y = at(start.grid[at(e.b)]);
      if (e.connects && chosen[x] != chosen[y]) next[x] = next[y] = 1;
    }
    chosen = std::move(next);
  }
  take_compounds();
  return chosen;
}

/// The atoms of the chosen grids as a problem of their own, and its plan at hand.
struct Excerpt {
  DivisionProblem problem;
  std::vector<std::int32_t> atom;  ///< by atom of the excerpt
  Division start;
};

Excerpt excerpt_of(const DivisionProblem& whole, const Start& start, const std::vector<char>& chosen) {
  Excerpt out;
  std::vector<std::int32_t> number(start.grid.size(), -1), label(chosen.size(), -1), compound;
  DivisionProblem& problem = out.problem;
  problem.min_households = whole.min_households;
  problem.max_households = whole.max_households;
  problem.target_households = whole.target_households;
  problem.compounds = whole.compounds;
  for (const FurtherLimit& limit : whole.limits) problem.limits.push_back({{}, limit.most});
  std::map<std::int32_t, std::int32_t> compounds;
  for (std::size_t a = 0; a < start.grid.size(); ++a) {
    const std::size_t grid = at(start.grid[a]);
    if (chosen[grid] == 0) continue;
    number[a] = static_cast<std::int32_t>(out.atom.size());
    out.atom.push_back(static_cast<std::int32_t>(a));
    problem.households.push_back(whole.households[a]);
    const std::int32_t c = whole.compound[a];
    problem.compound.push_back(c < 0 ? -1 : compounds.try_emplace(c, static_cast<std::int32_t>(compounds.size())).first->second);
    if (!whole.locked.empty()) problem.locked.push_back(whole.locked[a]);
    if (!whole.must_link.empty()) problem.must_link.push_back(whole.must_link[a]);
    for (std::size_t l = 0; l < whole.limits.size(); ++l) problem.limits[l].amount.push_back(whole.limits[l].amount[a]);
    if (label[grid] < 0) label[grid] = out.start.grids++;
    out.start.grid.push_back(label[grid]);
  }
  for (const AtomEdge& e : whole.edges)
    if (number[at(e.a)] >= 0 && number[at(e.b)] >= 0) {
      problem.edges.push_back(e);
      problem.edges.back().a = number[at(e.a)];
      problem.edges.back().b = number[at(e.b)];
    }
  for (const auto& [a, b] : whole.cannot_link)  // one inside and one outside never share a grid
    if (number[at(a)] >= 0 && number[at(b)] >= 0) problem.cannot_link.emplace_back(number[at(a)], number[at(b)]);
  return out;
}

/// Reasons that still hold, and those of what was divided again. False when something is out of range and nobody knows why.
bool explain(std::span<const KeptReason> reasons, const AtomMarks& marks, const Start& start, const std::vector<char>& chosen,
             const Excerpt& excerpt, const Division& again, Division& out) {
  if (out.out_of_range == 0 && out.split_households == 0) return true;
  std::unordered_map<std::uint64_t, std::int32_t> number;
  for (std::size_t a = 0; a < marks.key.size(); ++a) number.emplace(marks.key[a], static_cast<std::int32_t>(a));
  for (const KeptReason& kept : reasons) {
    InfeasibleReason reason = kept.reason;
    reason.atoms.clear();
    bool outside = false, same = true;
    for (const std::uint64_t key : kept.atoms) {
      const auto found = number.find(key);
      same = same && found != number.end() && start.changed[at(found->second)] == 0;
      if (found == number.end()) continue;
      reason.atoms.push_back(found->second);
      outside = outside || chosen[at(start.grid[at(found->second)])] == 0;
    }
    using Kind = InfeasibleReason::Kind;
    const bool proven = same && (reason.kind == Kind::atom_too_large || reason.kind == Kind::total_unreachable);
    if (proven && out.out_of_range > 0) out.proof = Proof::infeasible;
    if (outside || proven) out.reasons.push_back(std::move(reason));
  }
  for (InfeasibleReason reason : again.reasons) {
    for (std::int32_t& a : reason.atoms) a = excerpt.atom[at(a)];
    // What is impossible in the excerpt need not be so in the community.
    if (reason.kind != InfeasibleReason::Kind::atom_too_large) {
      reason.kind = InfeasibleReason::Kind::not_found;
      reason.smallest_maximum = reason.largest_minimum = 0;
    }
    const bool told = std::any_of(out.reasons.begin(), out.reasons.end(),
                                  [&](const InfeasibleReason& r) { return r.kind == reason.kind && r.atoms == reason.atoms; });
    if (!told && reason.compound < 0) out.reasons.push_back(std::move(reason));
  }
  return !out.reasons.empty();
}

}  // namespace

KeptDivision::KeptDivision(const ProblemOfCells& community, const TiledCommunity& tiled, const City& city,
                           const Division& division)
    : out_of_range_(division.out_of_range), split_households_(division.split_households), sound_(division.broken == 0) {
  const AtomMarks marks = marks_of(community, tiled, city);
  atoms_.reserve(marks.key.size());
  for (std::size_t a = 0; a < marks.key.size(); ++a) atoms_[marks.key[a]] = {marks.mark[a], division.grid[a]};
  for (const InfeasibleReason& reason : division.reasons) {
    sound_ = sound_ && reason.compound < 0;
    KeptReason kept{reason, {}};
    for (const std::int32_t a : reason.atoms) kept.atoms.push_back(marks.key[at(a)]);
    reasons_.push_back(std::move(kept));
  }
}

std::optional<Division> KeptDivision::divide_again(const ProblemOfCells& community, const TiledCommunity& tiled, const City& city,
                                                   const DivideOptions& options, const RunContext& run) const {
  const DivisionProblem& problem = community.problem;
  if (!sound_ || looks_at_all(problem)) return std::nullopt;
  const auto begin = RunContext::Clock::now();
  const AtomMarks marks = marks_of(community, tiled, city);
  Start start{std::vector<std::int32_t>(marks.key.size(), -1), std::vector<char>(marks.key.size(), 1)};
  std::size_t grids = 0;
  for (std::size_t a = 0; a < marks.key.size(); ++a) {
    const auto found = atoms_.find(marks.key[a]);
    if (found == atoms_.end()) continue;
    start.grid[a] = found->second.grid;
    start.changed[a] = found->second.mark != marks.mark[a] ? 1 : 0;
    grids = std::max(grids, at(found->second.grid) + 1);
  }
  if (!place_new_atoms(problem, start.grid)) return std::nullopt;
  const std::vector<char> chosen = grids_around(problem, start, grids);
  const Excerpt excerpt = excerpt_of(problem, start, chosen);
  Division out;
  const Division again = excerpt.atom.empty() ? excerpt.start : divide_community(excerpt.problem, options, run, &excerpt.start);
  std::vector<std::int32_t> label(grids, -1);
  for (std::size_t a = 0; a < start.grid.size(); ++a)  // grids that lost their last atom leave no gap
    if (std::int32_t& l = label[at(start.grid[a])]; chosen[at(start.grid[a])] == 0 && l < 0) l = out.grids++;
  for (const std::int32_t grid : start.grid) out.grid.push_back(label[at(grid)]);
  for (std::size_t i = 0; i < excerpt.atom.size(); ++i) out.grid[at(excerpt.atom[i])] = out.grids + again.grid[i];
  out.grids += again.grids;
  const DivisionFigures figures = measure(problem, out.grid);
  if (figures.broken > 0 || figures.out_of_range > out_of_range_ || figures.split_households > split_households_ ||
      !figures.connected)
    return std::nullopt;
  out.out_of_range = figures.out_of_range;
  out.split_households = figures.split_households;
  out.score = figures.score;
  out.lower_bound = problem.constant;
  out.proof = out.out_of_range > 0 ? Proof::none : Proof::bound;
  if (!explain(reasons_, marks, start, chosen, excerpt, again, out)) return std::nullopt;
  out.work = again.work;
  out.seconds = std::chrono::duration<double>(RunContext::Clock::now() - begin).count();
  return out;
}

}  // namespace wangge
