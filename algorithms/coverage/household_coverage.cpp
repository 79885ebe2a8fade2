#include "algorithms/coverage/household_coverage.hpp"

#include <algorithm>
#include <set>

namespace wangge {

namespace {

double metres_of(const BuildingCoverage& row, CircleMode mode) {
  return mode == CircleMode::network ? row.walk_metres : row.straight_metres;
}

/// Rows for one mode and radius; `area_of` gives every building's area, -1 = none.
void add_rows(const City& city, std::span<const BuildingCoverage> coverage, std::span<const std::int32_t> area_of,
              CircleMode mode, double radius, std::vector<AreaCoverage> rows, std::vector<AreaCoverage>& out) {
  for (const BuildingCoverage& row : coverage) {
    const std::int32_t area = area_of[static_cast<std::size_t>(row.building)];
    if (area < 0) continue;
    AreaCoverage& sum = rows[static_cast<std::size_t>(area)];
    const Households households = city.buildings[static_cast<std::size_t>(row.building)].households;
    const double metres = metres_of(row, mode);
    sum.households += households;
    if (metres >= 0 && metres <= radius) sum.covered += households;
  }
  for (AreaCoverage& row : rows) {
    row.mode = mode;
    row.metres = radius;
    row.share = row.households.value() > 0 ? static_cast<double>(row.covered.value()) / row.households.value() : 0;
    out.push_back(std::move(row));
  }
}

std::int32_t community_at(const City& city, std::span<const Box> boxes, Point p) {
  for (std::size_t c = 0; c < boxes.size(); ++c)
    if (boxes[c].contains(p) && contains(city.communities[c].area, p)) return static_cast<std::int32_t>(c);
  return -1;
}

}  // namespace

std::vector<AreaCoverage> coverage_by_community(const City& city, std::span<const BuildingCoverage> coverage,
                                                std::span<const CircleMode> modes) {
  std::vector<Box> boxes;
  std::vector<AreaCoverage> rows;
  for (const Community& community : city.communities) {
    boxes.push_back(bounds(community.area));
    AreaCoverage row;
    row.code = community.id;
    row.area = community.area;
    rows.push_back(std::move(row));
  }
  std::vector<std::int32_t> area_of;
  for (const Building& b : city.buildings) area_of.push_back(b.community >= 0 ? b.community : community_at(city, boxes, b.point));
  std::vector<AreaCoverage> out;
  for (const CircleMode mode : modes)
    for (const double radius : city.circles.radii()) add_rows(city, coverage, area_of, mode, radius, rows, out);
  return out;
}

std::vector<AreaCoverage> coverage_by_grid(const City& city, const Plan& plan, const CircleReport& report) {
  std::vector<AreaCoverage> rows;
  for (const PlanGrid& grid : plan.grids) {
    AreaCoverage row;
    row.code = grid.code;
    row.area = grid.area;
    rows.push_back(std::move(row));
  }
  std::vector<std::int32_t> area_of(city.buildings.size(), -1);
  for (const PlanCell& cell : plan.cells)
    if (cell.building >= 0) area_of[static_cast<std::size_t>(cell.building)] = cell.grid;
  std::vector<AreaCoverage> out;
  for (const CircleMode mode : {CircleMode::network, CircleMode::straight}) {
    if (std::none_of(report.circles.begin(), report.circles.end(), [&](const ServiceCircle& c) { return c.mode == mode; }))
      continue;
    for (const double radius : city.circles.radii()) add_rows(city, report.coverage, area_of, mode, radius, rows, out);
  }
  std::set<std::string> micro;
  for (const PlanGrid& grid : plan.grids)
    if (grid.kind == GridKind::micro) micro.insert(grid.code);
  if (!micro.empty()) std::erase_if(out, [&](const AreaCoverage& row) { return micro.contains(row.code); });
  return out;
}

}  // namespace wangge
