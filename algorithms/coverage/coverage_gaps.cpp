#include "algorithms/coverage/coverage_gaps.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "algorithms/coverage/circle_polygon.hpp"
#include "algorithms/coverage/level_rings.hpp"

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

}  // namespace

SiteGaps find_coverage_gaps(std::span<const Point> points, const std::vector<char>& covered,
                            std::span<const std::int64_t> weight) {
  SiteGaps gaps;
  gaps.gap_of_site.assign(points.size(), -1);
  if (std::none_of(covered.begin(), covered.end(), [](char c) { return c == 0; })) return gaps;
  const Box box = bounds(points);
  const double step =
      std::max({kStep, std::sqrt(box.width() * box.height() / kMostNodes), (box.width() + box.height()) / kMostNodes});
  const double reach = std::max(kAround, 2 * step);
  Box extent = box;
  extent.grow(reach);
  const PointMesh mesh({points.begin(), points.end()}, step, extent);
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
  struct Members {
    std::int64_t weight = 0;
    std::uint32_t first = 0xffffffffU;
    std::vector<std::uint32_t> sites;
    std::size_t area = 0;
  };
  std::vector<Members> found;
  for (std::size_t a = 0; a < areas.size(); ++a) {
    Members members;
    members.area = a;
    const std::vector<char> inside = points_inside({areas[a]}, points, by_y);
    for (std::size_t i = 0; i < by_y.size(); ++i) {
      if (inside[i] == 0) continue;
      members.sites.push_back(by_y[i]);
      members.weight += weight[by_y[i]];
      members.first = std::min(members.first, by_y[i]);
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

}  // namespace wangge
