#include "algorithms/coverage/coverage_gaps.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "algorithms/coverage/level_rings.hpp"
#include "algorithms/coverage/points_inside.hpp"
#include "algorithms/reach/walking_distances.hpp"

namespace wangge {

namespace {

constexpr double kStep = 25.0;
constexpr double kAround = 100.0;  // metres around an uncovered building that still count as its gap
constexpr double kMostNodes = 4e6;
constexpr double kInside = 0.0, kLevel = 1e6;  // far above the value inside: cuts go to the middle of an edge

/// Marks lattice nodes whose nearest site within reach is uncovered.
std::vector<float> mark_nodes(const PointMesh& mesh, const LatticeWindow& window, const std::vector<char>& covered,
                              double reach) {
  const Lattice& lattice = mesh.lattice();
  const float outside = std::numeric_limits<float>::infinity();
  std::vector<float> nodes(window.size(), outside), square(window.size(), static_cast<float>(reach * reach));
  for (std::size_t s = 0; s < covered.size(); ++s) {
    const Point p = mesh.points()[s];
    const std::int32_t row0 = lattice.row_of(p.y - reach), row1 = lattice.row_of(p.y + reach) + 1;
    const std::int32_t column0 = lattice.column_of(p.x - reach), column1 = lattice.column_of(p.x + reach) + 1;
    // The rim of the lattice stays outside, as the tracer asks.
    for (std::int32_t row = std::max(row0, 1); row <= std::min(row1, lattice.rows - 2); ++row)
      for (std::int32_t column = std::max(column0, 1); column <= std::min(column1, lattice.columns - 2); ++column) {
        const Point d = lattice.node(column, row) - p;
        const auto near = static_cast<float>(dot(d, d));
        const std::size_t at = window.at(column, row);
        if (!(near < square[at])) continue;
        square[at] = near;
        nodes[at] = covered[s] != 0 ? outside : static_cast<float>(kInside);
      }
  }
  return nodes;
}

/// Sites that say where a gap ends: the uncovered ones, and covered ones less than twice the reach from one of them.
std::vector<std::uint32_t> sites_of_gaps(std::span<const Point> points, const std::vector<char>& covered, const Box& open,
                                         double reach) {
  const double side = 2 * reach;
  const auto columns = static_cast<std::int64_t>(open.width() / side) + 3,
             rows = static_cast<std::int64_t>(open.height() / side) + 3;
  std::vector<char> near(static_cast<std::size_t>(columns * rows), 0);
  const auto column_of = [&](Point p) { return static_cast<std::int64_t>(std::floor((p.x - open.min_x) / side)) + 1; };
  const auto row_of = [&](Point p) { return static_cast<std::int64_t>(std::floor((p.y - open.min_y) / side)) + 1; };
  for (std::size_t s = 0; s < points.size(); ++s) {
    if (covered[s] != 0) continue;
    for (std::int64_t row = row_of(points[s]) - 1; row <= row_of(points[s]) + 1; ++row)
      for (std::int64_t column = column_of(points[s]) - 1; column <= column_of(points[s]) + 1; ++column)
        near[static_cast<std::size_t>(row * columns + column)] = 1;
  }
  std::vector<std::uint32_t> sites;
  for (std::uint32_t s = 0; s < points.size(); ++s) {
    const std::int64_t column = column_of(points[s]), row = row_of(points[s]);
    if (column >= 0 && column < columns && row >= 0 && row < rows && near[static_cast<std::size_t>(row * columns + column)] != 0)
      sites.push_back(s);
  }
  return sites;
}

/// The gaps of sites that all lie near one.
SiteGaps trace_gaps(const std::vector<Point>& points, const std::vector<char>& covered, std::span<const std::int64_t> weight,
                    double step, double reach) {
  SiteGaps gaps;
  gaps.gap_of_site.assign(points.size(), -1);
  Box extent = bounds(points);
  extent.grow(reach);
  const PointMesh mesh(points, step, extent);
  const LatticeWindow window{0, 0, mesh.lattice().columns, mesh.lattice().rows};
  const std::vector<float> nodes = mark_nodes(mesh, window, covered, reach);
  std::vector<double> values(points.size(), kOutOfReach);
  std::vector<std::uint32_t> by_y;
  for (std::uint32_t s = 0; s < points.size(); ++s)
    if (covered[s] == 0) by_y.push_back(s), values[s] = kInside;
  LevelTracer tracer(mesh);
  MultiPolygon areas = std::move(tracer.trace(window, nodes, values, by_y, std::vector{kLevel})[0]);

  std::sort(by_y.begin(), by_y.end(),
            [&](std::uint32_t a, std::uint32_t b) { return points[a].y != points[b].y ? points[a].y < points[b].y : a < b; });
  std::vector<Point> sorted;
  for (const std::uint32_t s : by_y) sorted.push_back(points[s]);
  struct Members {
    std::int64_t weight = 0;
    std::uint32_t first = 0xffffffffU;
    std::vector<std::uint32_t> sites;
    std::size_t area = 0;
  };
  std::vector<Members> found;
  PointsInside test;
  const auto lower = [](Point p, double y) { return p.y < y; };
  for (std::size_t a = 0; a < areas.size(); ++a) {
    Members members;
    members.area = a;
    const Box place = bounds(areas[a].outer);
    const auto from = std::lower_bound(sorted.begin(), sorted.end(), place.min_y, lower),
               to = std::lower_bound(from, sorted.end(), place.max_y, lower);
    test.take(std::span(sorted).subspan(static_cast<std::size_t>(from - sorted.begin()), static_cast<std::size_t>(to - from)));
    const std::span<const char> inside = test.inside({areas[a]});
    for (std::size_t i = 0; i < inside.size(); ++i) {
      if (inside[i] == 0) continue;
      const std::uint32_t site = by_y[static_cast<std::size_t>(from - sorted.begin()) + i];
      members.sites.push_back(site);
      members.weight += weight[site];
      members.first = std::min(members.first, site);
    }
    // Land between a covered and an uncovered building can be cut off from its building; it is nobody's gap.
    if (!members.sites.empty()) found.push_back(std::move(members));
  }
  std::sort(found.begin(), found.end(),
            [](const Members& a, const Members& b) { return a.weight != b.weight ? a.weight > b.weight : a.first < b.first; });
  for (const Members& members : found) {
    for (const std::uint32_t s : members.sites) gaps.gap_of_site[s] = static_cast<std::int32_t>(gaps.areas.size());
    gaps.areas.push_back({std::move(areas[members.area])});
  }
  return gaps;
}

}  // namespace

SiteGaps find_coverage_gaps(std::span<const Point> points, const std::vector<char>& covered,
                            std::span<const std::int64_t> weight) {
  SiteGaps gaps;
  gaps.gap_of_site.assign(points.size(), -1);
  Box open;
  for (std::size_t s = 0; s < points.size(); ++s)
    if (covered[s] == 0) open.expand(points[s]);
  if (open.empty()) return gaps;
  const double step =
      std::max({kStep, std::sqrt(open.width() * open.height() / kMostNodes), (open.width() + open.height()) / kMostNodes});
  const double reach = std::max(kAround, 2 * step);
  const std::vector<std::uint32_t> sites = sites_of_gaps(points, covered, open, reach);
  std::vector<Point> near;
  std::vector<char> near_covered;
  std::vector<std::int64_t> near_weight;
  for (const std::uint32_t s : sites)
    near.push_back(points[s]), near_covered.push_back(covered[s]), near_weight.push_back(weight[s]);
  SiteGaps traced = trace_gaps(near, near_covered, near_weight, step, reach);
  gaps.areas = std::move(traced.areas);
  for (std::size_t i = 0; i < sites.size(); ++i) gaps.gap_of_site[sites[i]] = traced.gap_of_site[i];
  return gaps;
}

}  // namespace wangge
