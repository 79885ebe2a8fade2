#include "algorithms/coverage/straight_reach.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include "algorithms/coverage/nearest_field.hpp"
#include "algorithms/coverage/straight_circle.hpp"
#include "core/parallel.hpp"

namespace wangge {

namespace {

constexpr double kStep = 12.5;     // a line between two nodes is within 2 cm of a circle of 1 km
constexpr double kSlackSteps = 3;  // the cut between a node inside and one outside needs both values

/// Sites within `radius` + 1 m of the centre, by their height on the map.
class SiteStrip {
 public:
  explicit SiteStrip(const std::vector<Point>& points) : points_(points), by_y_(points.size()) {
    std::iota(by_y_.begin(), by_y_.end(), 0U);
    std::sort(by_y_.begin(), by_y_.end(),
              [&](std::uint32_t a, std::uint32_t b) { return points[a].y != points[b].y ? points[a].y < points[b].y : a < b; });
  }
  [[nodiscard]] std::vector<std::uint32_t> near(Point centre, double radius) const {
    const double reach = radius + 1;
    std::vector<std::uint32_t> found;
    auto at = std::lower_bound(by_y_.begin(), by_y_.end(), centre.y - reach,
                               [&](std::uint32_t s, double y) { return points_[s].y < y; });
    for (; at != by_y_.end() && points_[*at].y <= centre.y + reach; ++at)
      if (std::abs(points_[*at].x - centre.x) <= reach && air_metres(points_[*at], centre) <= reach) found.push_back(*at);
    return found;
  }

 private:
  const std::vector<Point>& points_;
  std::vector<std::uint32_t> by_y_;
};

/// Straight metres at the nodes of a window around the centre; its rim stays outside, where rings are closed.
std::vector<float> straight_nodes(const Lattice& lattice, const LatticeWindow& window, Point centre, double limit) {
  std::vector<float> nodes(window.size(), std::numeric_limits<float>::infinity());
  for (std::int32_t row = window.row + 1; row + 1 < window.row + window.rows; ++row)
    for (std::int32_t column = window.column + 1; column + 1 < window.column + window.columns; ++column) {
      const double metres = air_metres(lattice.node(column, row), centre);
      if (metres <= limit) nodes[window.at(column, row)] = static_cast<float>(metres);
    }
  return nodes;
}

}  // namespace

StraightReach draw_straight_reach(const CityReach& reach, std::span<const std::int32_t> centres, std::span<const double> radii,
                                  bool land, const RunContext& run) {
  const std::vector<Point>& sites = reach.sites.points;
  const SiteStrip strip(sites);
  Box extent;
  for (const std::int32_t c : centres) extent.expand(reach.city.centres[static_cast<std::size_t>(c)].point);
  extent.grow(radii.back());
  std::optional<PointMesh> mesh;
  std::optional<NearestField> least;
  if (land) least.emplace(mesh.emplace(sites, kStep, extent), centres.size());
  StraightReach out;
  out.circles.resize(centres.size() * radii.size());
  std::vector<std::size_t> order(centres.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for_each_parallel(order, run.threads, [&](std::size_t i) {
    if (run.should_stop()) return;
    const Point centre = reach.city.centres[static_cast<std::size_t>(centres[i])].point;
    const double limit = radii.back() + kSlackSteps * kStep;
    const std::vector<std::uint32_t> near = strip.near(centre, limit);
    std::vector<Point> points;
    std::vector<double> metres(near.size());
    for (const std::uint32_t s : near) points.push_back(sites[s]);
    std::transform(points.begin(), points.end(), metres.begin(), [&](Point p) { return air_metres(p, centre); });
    std::vector<MultiPolygon> areas = straight_circles(centre, radii, points);
    for (std::size_t r = 0; r < radii.size(); ++r) {
      ServiceCircle& circle = out.circles[i * radii.size() + r];
      circle = {centres[i], CircleMode::straight, radii[r],           radii[r] / reach.city.circles.speed.value() / 60,
                0,          Households(0),        std::move(areas[r])};
      for (std::size_t s = 0; s < near.size(); ++s) {
        if (metres[s] > radii[r]) continue;
        circle.buildings += reach.loads[near[s]].buildings;
        circle.households += Households(static_cast<std::int32_t>(reach.loads[near[s]].households));
      }
    }
    if (!least) return;
    const LatticeWindow window = window_around(mesh->lattice(), centre, limit);
    least->take(static_cast<std::int32_t>(i), window, straight_nodes(mesh->lattice(), window, centre, limit), near, metres);
  });
  if (least && !run.should_stop()) out.covered = least->within(radii);
  return out;
}

}  // namespace wangge
