#include "algorithms/plan/micro_grids.hpp"

#include <algorithm>

#include "algorithms/outline/trace_outlines.hpp"
#include "algorithms/partition/divide_community.hpp"

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// One grid as a problem of its own; atom i of it is atoms[i].
DivisionProblem inside_grid(const DivisionProblem& whole, const std::vector<std::int32_t>& atoms, const MicroRule& micro,
                            std::vector<std::int32_t>& local) {
  DivisionProblem part;
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    local[at(atoms[i])] = static_cast<std::int32_t>(i);
    part.households.push_back(whole.households[at(atoms[i])]);
    if (!whole.must_link.empty()) part.must_link.push_back(whole.must_link[at(atoms[i])]);
  }
  for (const AtomEdge& e : whole.edges)
    if (local[at(e.a)] >= 0 && local[at(e.b)] >= 0)
      part.edges.push_back({local[at(e.a)], local[at(e.b)], e.apart_cost, e.together_cost, e.connects});
  for (const std::int32_t a : atoms) local[at(a)] = -1;
  part.compound.assign(atoms.size(), -1);
  part.compounds = CompoundRule::ignore;
  part.min_households = micro.min_households.value();
  part.max_households = micro.max_households.value();
  part.target_households = std::max(1, (part.min_households + part.max_households) / 2);
  return part;
}

}  // namespace

void divide_micro(const City& city, CommunityDraft& draft, const RunContext& run) {
  if (!city.rules.micro.wanted || draft.division.grids == 0) return;
  std::vector<std::vector<std::int32_t>> atoms(at(draft.division.grids));
  for (std::size_t a = 0; a < draft.division.grid.size(); ++a)
    atoms[at(draft.division.grid[a])].push_back(static_cast<std::int32_t>(a));
  std::vector<std::int32_t> local(draft.division.grid.size(), -1);
  draft.micro_of_cell.assign(draft.grid_of_cell.size(), -1);
  draft.micro_parent.clear();
  DivideOptions options;
  options.heuristic_effort = 0.5;
  options.seconds = 0;
  for (std::int32_t g = 0; g < draft.division.grids; ++g) {
    const DivisionProblem part = inside_grid(draft.problem.problem, atoms[at(g)], city.rules.micro, local);
    const Division division = divide_community(part, options, run);
    const auto first = static_cast<std::int32_t>(draft.micro_parent.size());
    for (std::size_t i = 0; i < atoms[at(g)].size(); ++i)
      draft.micro_of_cell[at(draft.problem.cell[at(atoms[at(g)][i])])] = first + division.grid[i];
    draft.micro_parent.insert(draft.micro_parent.end(), at(division.grids), g);
  }
  draft.micro_areas = trace_outlines(draft.tiled, draft.micro_of_cell, draft.micro_parent.size());
}

}  // namespace wangge
