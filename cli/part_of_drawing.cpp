#include "cli/part_of_drawing.hpp"

#include <algorithm>

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// New indices of the records that were copied, -1 for the others.
template <class Record, class Keep>
std::vector<std::int32_t> copy_those(const std::vector<Record>& all, std::vector<Record>& part, const Keep& keep) {
  std::vector<std::int32_t> number(all.size(), -1);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!keep(i)) continue;
    number[i] = static_cast<std::int32_t>(part.size());
    part.push_back(all[i]);
  }
  return number;
}

std::int32_t renumbered(const std::vector<std::int32_t>& number, std::int32_t old) { return old < 0 ? -1 : number[at(old)]; }

}  // namespace

PlanDrawing part_of_drawing(const PlanDrawing& all, const std::vector<bool>& communities, const Box& window) {
  PlanDrawing part;
  const auto number = copy_those(all.communities, part.communities, [&](std::size_t i) { return communities[i]; });
  for (std::size_t g = 0; g < all.grids.size(); ++g)
    if (renumbered(number, all.grids[g].community) >= 0) {
      part.grids.push_back(all.grids[g]);
      part.grids.back().community = renumbered(number, all.grids[g].community);
      if (g < all.grid_colours.size()) part.grid_colours.push_back(all.grid_colours[g]);
    }
  const auto compound =
      copy_those(all.compounds, part.compounds, [&](std::size_t i) { return bounds(all.compounds[i].area).intersects(window); });
  copy_those(all.buildings, part.buildings, [&](std::size_t i) {
    return renumbered(number, all.buildings[i].community) >= 0 && window.contains(all.buildings[i].point);
  });
  for (Building& building : part.buildings) {
    building.community = renumbered(number, building.community);
    building.compound = renumbered(compound, building.compound);
  }
  const auto seen = [&](const MultiPolyline& lines) {
    return std::any_of(lines.begin(), lines.end(), [&](const Polyline& line) { return bounds(line).intersects(window); });
  };
  copy_those(all.barriers, part.barriers,
             [&](std::size_t i) { return seen(all.barriers[i].lines) || bounds(all.barriers[i].area).intersects(window); });
  copy_those(all.roads, part.roads, [&](std::size_t i) { return seen(all.roads[i].lines); });
  copy_those(all.centres, part.centres, [&](std::size_t i) { return window.contains(all.centres[i].point); });
  copy_those(all.gates, part.gates, [&](std::size_t i) { return window.contains(all.gates[i].point); });
  copy_those(all.violations, part.violations,
             [&](std::size_t i) { return all.violations[i].place && window.contains(*all.violations[i].place); });
  part.name = all.name;
  part.crs = all.crs;
  part.household_basis = all.household_basis;
  part.date = all.date;
  part.maker = all.maker;
  part.mark = all.mark;
  part.notes = all.notes;
  return part;
}

}  // namespace wangge
