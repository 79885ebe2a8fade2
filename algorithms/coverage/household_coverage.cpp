#include "algorithms/coverage/household_coverage.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "algorithms/coverage/area_coverage.hpp"

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
    const auto persons =
        static_cast<std::int64_t>(std::llround(city.buildings[static_cast<std::size_t>(row.building)].population));
    const bool covered = metres >= 0 && metres <= radius;
    sum.households += households;
    sum.persons += persons;
    ++sum.buildings;
    if (!covered) continue;
    sum.covered += households;
    sum.covered_persons += persons;
    ++sum.covered_buildings;
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

std::vector<AreaCoverage> coverage_by_subdistrict(const City& city, std::span<const AreaCoverage> by_community) {
  std::vector<AreaCoverage> out;
  const std::size_t each = city.communities.size();
  for (std::size_t first = 0; first + each <= by_community.size() && each > 0; first += each) {
    std::map<std::string, AreaCoverage> sums;
    for (std::size_t c = 0; c < each; ++c) {
      const AreaCoverage& one = by_community[first + c];
      const Community& community = city.communities[c];
      if (community.subdistrict.empty()) continue;
      AreaCoverage& sum = sums[community.county + "\x1f" + community.subdistrict];
      sum.code = community.county.empty() ? community.subdistrict : community.county + " " + community.subdistrict;
      sum.mode = one.mode, sum.metres = one.metres;
      sum.households += one.households, sum.covered += one.covered;
      sum.persons += one.persons, sum.covered_persons += one.covered_persons;
      sum.buildings += one.buildings, sum.covered_buildings += one.covered_buildings;
      sum.square_metres += one.square_metres;
      if (one.covered_square_metres >= 0)
        sum.covered_square_metres = std::max(0.0, sum.covered_square_metres) + one.covered_square_metres;
    }
    for (auto& [key, row] : sums) {
      row.share = row.households.value() > 0 ? static_cast<double>(row.covered.value()) / row.households.value() : 0;
      out.push_back(std::move(row));
    }
  }
  return out;
}

std::vector<AreaCoverage> coverage_by_grid(const City& city, const Plan& plan, const CircleReport& report,
                                           const RunContext& run) {
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
  measure_covered_land(out, report.covered, run);
  return out;
}

}  // namespace wangge
