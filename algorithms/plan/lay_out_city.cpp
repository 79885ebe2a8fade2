#include "algorithms/plan/lay_out_city.hpp"

#include <algorithm>
#include <numeric>

#include "algorithms/cells/tile_city.hpp"
#include "algorithms/change/follow_previous.hpp"
#include "algorithms/change/grid_of_building.hpp"
#include "algorithms/functional/layer_crosswalk.hpp"
#include "algorithms/outline/trace_outlines.hpp"
#include "algorithms/plan/micro_grids.hpp"
#include "algorithms/plan/write_grids.hpp"
#include "algorithms/regroup/level_grids.hpp"
#include "algorithms/regroup/party_branches.hpp"
#include "algorithms/regroup/party_groups.hpp"
#include "core/parallel.hpp"

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// Division -> outlines of grids, cells and the community.
void draw_division(CommunityDraft& draft) {
  const TiledCommunity& tiled = draft.tiled;
  draft.grid_of_cell.assign(tiled.cell_count(), -1);
  for (std::size_t a = 0; a < draft.problem.cell.size(); ++a)
    draft.grid_of_cell[at(draft.problem.cell[a])] = draft.division.grid[a];
  for (std::size_t e = 0; e < draft.problem.exclusive.size(); ++e)
    for (const std::int32_t c : draft.problem.exclusive[e])
      draft.grid_of_cell[at(c)] = draft.division.grids + static_cast<std::int32_t>(e);
  std::vector<std::int32_t> own(tiled.cell_count());
  std::iota(own.begin(), own.end(), 0);
  draft.cell_areas = trace_outlines(tiled, own, own.size());
  draft.grid_areas = trace_outlines(tiled, draft.grid_of_cell, draft.grid_count());
  std::fill(own.begin(), own.end(), 0);
  draft.community_area = std::move(trace_outlines(tiled, own, 1).front());
}

/// Largest first, so that threads end together.
std::vector<std::size_t> by_size(const std::vector<CommunityDraft>& drafts) {
  std::vector<std::size_t> order(drafts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return drafts[a].scene.buildings.size() > drafts[b].scene.buildings.size();
  });
  return order;
}

}  // namespace

void pose_problem(const City& city, CommunityDraft& draft) {
  const TiledCommunity& tiled = draft.tiled;
  draft.borders = cell_borders(tiled, city);
  draft.compound_of_cell.assign(tiled.cell_count(), -1);
  draft.unit_of_cell = tiled.exclusive;
  for (std::size_t c = 0; c < tiled.cell_count(); ++c) {
    const std::int32_t b = tiled.building[c];
    if (b < 0) continue;
    draft.compound_of_cell[c] = city.buildings[at(b)].compound;
    draft.unit_of_cell[c] = city.buildings[at(b)].exclusive;
  }
  draft.problem = division_problem(tiled, draft.borders, city, draft.scene.community, draft.compound_of_cell, draft.unit_of_cell);
}

std::vector<CommunityDraft> lay_out_city(const City& city, const RunContext& run) {
  std::vector<CommunityDraft> drafts = set_scenes(city);
  const std::vector<std::size_t> order = by_size(drafts);
  std::vector<CommunityScene> scenes;
  for (const CommunityDraft& draft : drafts) scenes.push_back(draft.scene);
  std::vector<TiledCommunity> tiled = tile_city(scenes, run);
  for (std::size_t i = 0; i < drafts.size(); ++i) drafts[i].tiled = std::move(tiled[i]);
  for_each_parallel(order, run.threads, [&](std::size_t i) { pose_problem(city, drafts[i]); });
  return drafts;
}

Plan draw_up_plan(const City& city, std::vector<CommunityDraft>& drafts, Language language, const RunContext& run) {
  const StreetNames streets(city.walk_lines);
  std::vector<Plan> rows(drafts.size());
  for_each_parallel(by_size(drafts), run.threads, [&](std::size_t i) {
    draw_division(drafts[i]);
    divide_micro(city, drafts[i], run);
    rows[i] = write_grids(city, std::move(drafts[i]), streets, language);
    drafts[i] = CommunityDraft{};
  });
  Plan plan;
  plan.findings = city.findings;
  std::size_t cells = 0, grids = 0;
  for (const Plan& one : rows) cells += one.cells.size(), grids += one.grids.size();
  plan.cells.reserve(cells);
  plan.grids.reserve(grids);
  for (Plan& one : rows) append_rows(std::move(one), plan);
  follow_previous(city, language, plan);
  form_branches(city, language, run, plan);
  form_groups(city, language, plan);
  form_levels(city, language, plan);
  plan.crosswalk = layer_crosswalk(city, grid_of_building(city, plan));
  plan.stopped_early = run.should_stop();
  return plan;
}

}  // namespace wangge
