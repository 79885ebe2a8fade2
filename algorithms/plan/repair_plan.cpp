#include "algorithms/plan/repair_plan.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "algorithms/outline/trace_outlines.hpp"
#include "algorithms/plan/lay_out_city.hpp"
#include "core/parallel.hpp"

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// Grids of the plan by community.
std::vector<std::vector<const PlanGrid*>> grids_by_community(const City& city, const Plan& plan) {
  std::vector<std::vector<const PlanGrid*>> out(city.communities.size());
  for (const PlanGrid& grid : plan.grids)
    if (grid.community >= 0 && grid.kind == GridKind::comprehensive) out[at(grid.community)].push_back(&grid);
  return out;
}

/// The division that the plan means: buildings by their grid, land by the polygon it lies in, what lies in none with a neighbour.
Division division_in_force(const City& city, const CommunityDraft& draft, const std::vector<const PlanGrid*>& grids) {
  const DivisionProblem& problem = draft.problem.problem;
  std::map<std::string, std::int32_t> number;
  for (std::size_t g = 0; g < grids.size(); ++g) number.emplace(grids[g]->code, static_cast<std::int32_t>(g));
  std::vector<std::int32_t> own(draft.tiled.cell_count());
  std::iota(own.begin(), own.end(), 0);
  std::vector<MultiPolygon> areas;
  std::vector<std::int32_t> label(problem.households.size(), -1);
  for (std::size_t a = 0; a < label.size(); ++a) {
    const std::int32_t c = draft.problem.cell[a], b = draft.tiled.building[at(c)];
    if (b >= 0)
      if (const auto found = number.find(city.buildings[at(b)].previous_grid); found != number.end()) label[a] = found->second;
    if (label[a] >= 0) continue;
    if (areas.empty()) areas = trace_outlines(draft.tiled, own, own.size());
    if (areas[at(c)].empty()) continue;
    const Point inside = interior_point(areas[at(c)]);
    for (std::size_t g = 0; g < grids.size() && label[a] < 0; ++g)
      if (bounds(grids[g]->area).contains(inside) && contains(grids[g]->area, inside)) label[a] = static_cast<std::int32_t>(g);
  }
  for (bool more = true; more;) {
    more = false;
    for (const AtomEdge& e : problem.edges)
      for (const auto& [x, y] : {std::pair{e.a, e.b}, std::pair{e.b, e.a}})
        if (e.connects && label[at(x)] < 0 && label[at(y)] >= 0) {
          label[at(x)] = label[at(y)];
          more = true;
        }
  }
  Division division;
  std::map<std::int32_t, std::int32_t> dense;
  for (std::int32_t& l : label) l = dense.emplace(l, static_cast<std::int32_t>(dense.size())).first->second;
  division.grid = std::move(label);
  division.grids = static_cast<std::int32_t>(dense.size());
  const DivisionFigures figures = measure(problem, division.grid);
  division.broken = figures.broken;
  division.out_of_range = figures.out_of_range;
  division.split_households = figures.split_households;
  division.score = figures.score;
  return division;
}

auto levels(const Division& d) { return std::tuple(d.broken, d.out_of_range, d.split_households); }

/// What is known of the best plan of all holds for this one, too.
Division with_certificate(Division division, const Division& best) {
  const bool falls_short = division.broken > 0 || division.out_of_range > 0;
  division.proof = Proof::none;
  division.lower_bound = 0;
  division.reasons = best.reasons;
  if (falls_short) {
    if (best.proof == Proof::infeasible) division.proof = Proof::infeasible;
  } else if (levels(division) == levels(best)) {
    division.lower_bound = std::min(best.lower_bound, division.score);
    division.proof = division.lower_bound == division.score ? Proof::optimal : Proof::bound;
  }
  return division;
}

struct Mending {
  Division division;
  std::int64_t moved = 0;
};

/// Least change that reaches what a free division reaches: the budget is halved as long as it suffices.
Mending mend(DivisionProblem problem, const Division& in_force, const DivideOptions& options, const RunContext& run) {
  const auto solve = [&](double budget) {
    problem.change_budget = budget;
    Mending out;
    out.division = divide_community(problem, options, run);
    out.moved = households_moved(problem, out.division.grid);
    return out;
  };
  Mending best = solve(1.0);
  const Division free = best.division;
  const auto goal = levels(free);
  const auto total = static_cast<double>(
      std::max<std::int64_t>(1, std::accumulate(problem.households.begin(), problem.households.end(), std::int64_t{0})));
  double low = 0, high = std::min(1.0, static_cast<double>(best.moved) / total);
  const DivisionFigures now = measure(problem, in_force.grid);
  if (now.connected && std::tuple(now.broken, now.out_of_range, now.split_households) <= goal)
    return {with_certificate(in_force, free), 0};
  for (int step = 0; step < 8 && (high - low) * total > 0.5 && !run.should_stop(); ++step) {
    const double middle = step == 0 ? std::min(high, 0.05) : (low + high) / 2;
    Mending tried = solve(middle);
    if (levels(tried.division) <= goal && tried.moved < best.moved) {
      best = std::move(tried);
      high = std::min(middle, static_cast<double>(best.moved) / total);
    } else {
      low = middle;
    }
  }
  best.division = with_certificate(std::move(best.division), free);
  return best;
}

}  // namespace

RepairAnswer repair_plan(const City& city, const Plan& plan, const std::vector<char>& touch, const RepairOptions& options,
                         const RunContext& run) {
  std::vector<CommunityDraft> drafts = lay_out_city(city, run);
  const auto grids = grids_by_community(city, plan);
  std::vector<Mending> mendings(drafts.size());
  std::vector<std::size_t> order(drafts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for_each_parallel(order, run.threads, [&](std::size_t i) {
    drafts[i].division = division_in_force(city, drafts[i], grids[i]);
    if (touch[i] && !drafts[i].problem.cell.empty())
      mendings[i] = mend(drafts[i].problem.problem, drafts[i].division, options.division, run);
  });
  RepairAnswer out;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return mendings[a].moved < mendings[b].moved; });
  for (const std::size_t i : order) {
    if (!touch[i] || mendings[i].division.grid.empty()) continue;
    if (options.most_moved >= 0 && out.households_moved + mendings[i].moved > options.most_moved) {
      ++out.communities_left;
      continue;
    }
    out.households_moved += mendings[i].moved;
    ++out.communities_mended;
    drafts[i].division = std::move(mendings[i].division);
  }
  out.plan = draw_up_plan(city, drafts, options.language, run);
  return out;
}

}  // namespace wangge
