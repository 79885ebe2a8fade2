#include "algorithms/regroup/party_branches.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "algorithms/coding/number_grids.hpp"
#include "algorithms/outline/areas_as_tiling.hpp"
#include "algorithms/outline/trace_outlines.hpp"
#include "algorithms/partition/divide_community.hpp"

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// Party members by grid.
std::vector<std::int64_t> count_members(const City& city, const Plan& plan) {
  std::vector<std::int64_t> members(plan.grids.size(), 0), left(city.buildings.size()), homes(city.buildings.size());
  for (std::size_t b = 0; b < left.size(); ++b) {
    left[b] = city.buildings[b].party_members;
    homes[b] = city.buildings[b].households.value();
  }
  for (const PlanCell& cell : plan.cells) {
    if (cell.building < 0 || cell.grid < 0) continue;
    std::int64_t &rest = left[at(cell.building)], &home = homes[at(cell.building)];
    // shares by households; whoever comes last takes what is left
    const std::int64_t here = home > cell.households.value()
                                  ? std::llround(static_cast<double>(rest) * cell.households.value() / static_cast<double>(home))
                                  : rest;
    members[at(cell.grid)] += here;
    rest -= here;
    home -= cell.households.value();
  }
  return members;
}

/// The grids of one community as a problem of division; atom i is grids[i].
DivisionProblem pose(const std::vector<std::int32_t>& grids, const TiledCommunity& tiled,
                     const std::vector<std::int64_t>& members, const GridRules& rules) {
  DivisionProblem problem;
  for (const std::int32_t g : grids) problem.households.push_back(static_cast<std::int32_t>(members[at(g)]));
  problem.compound.assign(grids.size(), -1);
  problem.compounds = CompoundRule::ignore;
  problem.min_households = rules.branches.min_members;
  problem.max_households = rules.branches.max_members;
  problem.target_households = std::max(1, rules.branches.target_members);
  problem.limits.push_back({std::vector<std::int64_t>(grids.size(), 1), rules.branches.grids});
  std::map<std::pair<std::int32_t, std::int32_t>, double> shared;
  for (const BorderSegment& s : tiled.segments) {
    if (s.left < 0 || s.right < 0 || s.left == s.right) continue;
    const GridPoint a = tiled.points[at(s.a)], b = tiled.points[at(s.b)];
    shared[std::minmax(s.left, s.right)] += std::hypot(static_cast<double>(a.x) - b.x, static_cast<double>(a.y) - b.y) / 1000;
  }
  for (const auto& [pair, metres] : shared)
    problem.edges.push_back(
        {pair.first, pair.second, static_cast<Cost>(std::llround(rules.boundary_weight * metres * kCostPerPoint / 10)), 0, true});
  return problem;
}

std::string two_digits(std::size_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

void add_branches(const City& city, std::int32_t community, const std::vector<std::int32_t>& grids,
                  const std::vector<std::int64_t>& members, Language language, const RunContext& run, Plan& plan) {
  const BranchRule& rule = city.rules.branches;
  std::vector<MultiPolygon> areas;
  for (const std::int32_t g : grids) areas.push_back(plan.grids[at(g)].area);
  const TiledCommunity tiled = areas_as_tiling(areas);
  const Division division = divide_community(pose(grids, tiled, members, city.rules), DivideOptions{}, run);
  std::vector<MultiPolygon> outlines = trace_outlines(tiled, division.grid, at(division.grids));
  // numbered in the order of their first grid
  std::vector<std::int32_t> branch_of(at(division.grids), -1);
  const auto first = static_cast<std::int32_t>(plan.branches.size());
  const Community& home = city.communities[at(community)];
  for (std::size_t i = 0; i < grids.size(); ++i) {
    std::int32_t& branch = branch_of[at(division.grid[i])];
    if (branch < 0) {
      branch = static_cast<std::int32_t>(plan.branches.size());
      const std::size_t number = at(branch - first) + 1;
      PartyBranch fresh;
      fresh.code = home.id + "-D" + two_digits(number);
      fresh.name = say(language, "branch_name",
                       {home.name, language == Language::chinese ? chinese_number(number) : std::to_string(number)});
      fresh.community = community;
      fresh.area = std::move(outlines[at(division.grid[i])]);
      plan.branches.push_back(std::move(fresh));
    }
    PartyBranch& one = plan.branches[at(branch)];
    one.grids.push_back(grids[i]);
    one.households += plan.grids[at(grids[i])].households;
    one.members += members[at(grids[i])];
    plan.grids[at(grids[i])].branch = branch;
  }
  for (std::size_t b = at(first); b < plan.branches.size(); ++b)
    plan.branches[b].status = plan.branches[b].members < rule.min_members   ? GridStatus::too_small
                              : plan.branches[b].members > rule.max_members ? GridStatus::too_large
                                                                            : GridStatus::ok;
}

}  // namespace

void form_branches(const City& city, Language language, const RunContext& run, Plan& plan) {
  plan.branches.clear();
  for (PlanGrid& grid : plan.grids) grid.branch = -1;
  if (!city.rules.branches.wanted) return;
  const std::vector<std::int64_t> members = count_members(city, plan);
  std::vector<std::vector<std::int32_t>> by_community(city.communities.size());
  for (std::size_t g = 0; g < plan.grids.size(); ++g)
    if (const PlanGrid& grid = plan.grids[g]; grid.kind == GridKind::comprehensive && grid.community >= 0)
      by_community[at(grid.community)].push_back(static_cast<std::int32_t>(g));
  for (std::size_t c = 0; c < by_community.size(); ++c)
    if (!by_community[c].empty()) add_branches(city, static_cast<std::int32_t>(c), by_community[c], members, language, run, plan);
}

}  // namespace wangge
