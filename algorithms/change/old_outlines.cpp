#include "algorithms/change/old_outlines.hpp"

#include <cmath>
#include <map>

#include "algorithms/change/grid_of_building.hpp"
#include "algorithms/outline/areas_as_tiling.hpp"
#include "algorithms/outline/trace_outlines.hpp"

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// Cells without an old grid take that of the neighbours they share most border with, wave by wave.
void spread(const TiledCommunity& tiled, std::vector<std::int32_t>& label) {
  while (true) {
    std::map<std::int32_t, std::map<std::int32_t, double>> shared;  // cell -> label -> metres
    const auto meet = [&](std::int32_t cell, std::int32_t other, double metres) {
      if (label[at(cell)] < 0 && label[at(other)] >= 0) shared[cell][label[at(other)]] += metres;
    };
    for (const BorderSegment& s : tiled.segments) {
      if (s.left < 0 || s.right < 0) continue;
      const GridPoint a = tiled.points[at(s.a)], b = tiled.points[at(s.b)];
      const double metres = std::hypot(static_cast<double>(a.x) - b.x, static_cast<double>(a.y) - b.y);
      meet(s.left, s.right, metres);
      meet(s.right, s.left, metres);
    }
    if (shared.empty()) return;
    for (const auto& [cell, by_label] : shared) {
      double most = -1;
      for (const auto& [one, metres] : by_label)
        if (metres > most) most = metres, label[at(cell)] = one;
    }
  }
}

}  // namespace

std::vector<MultiPolygon> old_outlines(const City& city, const Plan& plan, const Plan& old_plan) {
  std::vector<MultiPolygon> out;
  bool all_known = true;
  for (const PlanGrid& grid : old_plan.grids) {
    out.push_back(grid.kind == GridKind::micro ? MultiPolygon() : grid.area);
    all_known = all_known && (grid.kind == GridKind::micro || !grid.area.empty());
  }
  if (all_known) return out;
  const std::vector<std::int32_t> old_grid = grid_of_building(city, old_plan);
  std::vector<std::vector<const PlanCell*>> cells(city.communities.size());
  for (const PlanCell& cell : plan.cells)
    if (cell.community >= 0 && !cell.area.empty()) cells[at(cell.community)].push_back(&cell);
  for (const std::vector<const PlanCell*>& own : cells) {
    std::vector<MultiPolygon> areas;
    std::vector<std::int32_t> label;
    for (const PlanCell* cell : own) {
      areas.push_back(cell->area);
      label.push_back(cell->building < 0 ? -1 : old_grid[at(cell->building)]);
    }
    const TiledCommunity tiled = areas_as_tiling(areas);
    spread(tiled, label);
    std::vector<MultiPolygon> traced = trace_outlines(tiled, label, out.size());
    for (std::size_t g = 0; g < traced.size(); ++g)
      if (old_plan.grids[g].area.empty()) out[g].insert(out[g].end(), traced[g].begin(), traced[g].end());
  }
  return out;
}

}  // namespace wangge
