#include "algorithms/coverage/network_circles.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <mutex>
#include <numeric>
#include <optional>

#include "algorithms/coverage/circle_polygon.hpp"
#include "algorithms/coverage/nearest_field.hpp"
#include "algorithms/coverage/service_lines.hpp"
#include "algorithms/reach/place_key.hpp"
#include "core/lending_pool.hpp"
#include "core/parallel.hpp"

namespace wangge {

namespace {

// The lattice shapes polygons only; buildings and network nodes are points of the mesh and on their right side at any step.
constexpr double kStep = 12.5;
// Land farther than this from every street belongs to no circle unless a building stands there.
constexpr double kLandReach = 120.0;

/// Sites first, then everything else that must lie on its right side of every border: the nodes of the network, the places of the
/// centres on it, and the centres themselves.
struct Places {
  std::vector<Point> points;
  AccessTable access;                  // by place; nothing for nodes and centres
  std::vector<std::uint32_t> of_node;  // kNoPlace where a building stands
  std::vector<std::uint32_t> own;      // by centre, likewise
};

Places places_of(const Sites& sites, const AccessTable& site_access, const WalkGraph& graph, const std::vector<Point>& centres,
                 const AccessTable& centre_access, const NetworkSnapper& snapper) {
  Places places{sites.points, site_access, {}, {}};
  PlaceMap<std::uint32_t> taken;
  taken.reserve(sites.points.size() + graph.node_count() + 2 * centres.size());
  for (const Point p : sites.points) taken.emplace(PlaceKey(p), CircleDrawer::kNoPlace);
  auto add = [&](Point p, std::span<const NetworkEntry> ways) {
    const auto [found, fresh] = taken.try_emplace(PlaceKey(p), static_cast<std::uint32_t>(places.points.size()));
    if (fresh) places.points.push_back(p), places.access.add(ways.empty() ? AccessKind::none : AccessKind::edge, ways);
    return found->second;
  };
  places.of_node.assign(graph.node_count(), CircleDrawer::kNoPlace);
  for (const WalkArc& arc : graph.arcs) {
    places.of_node[arc.from] = add(arc.a, {});
    places.of_node[arc.to] = add(arc.b, {});
  }
  for (NetworkEntry entry : centre_access.entries) {
    entry.metres = 0;
    add(snapper.place(entry), std::span(&entry, 1));
  }
  for (const Point p : centres) places.own.push_back(add(p, {}));
  return places;
}

Box extent_of(const WalkGraph& graph) {
  Box box;
  for (const WalkArc& arc : graph.arcs) box.expand(arc.a), box.expand(arc.b);
  box.grow(kLandReach);
  return box;
}

/// Circles of one centre from its areas and the sites it reaches.
void count_circles(std::int32_t centre, std::span<const double> radii, double speed, CentreCircles&& drawn,
                   std::span<const SiteLoad> loads, std::span<ServiceCircle> out) {
  for (std::size_t r = 0; r < radii.size(); ++r) {
    ServiceCircle& circle = out[r];
    circle = {centre, CircleMode::network, radii[r], radii[r] / speed / 60, 0, Households(0), std::move(drawn.areas[r])};
    std::int64_t households = 0;
    for (const PlaceReached& site : drawn.reached) {
      if (site.metres > radii[r]) continue;
      circle.buildings += loads[site.place].buildings;
      households += loads[site.place].households;
    }
    circle.households = Households(static_cast<std::int32_t>(households));
  }
}

/// Sites on the wrong side of the covered land, or outside the area of their nearest centre, or in another's.
std::size_t count_disagreements(const NearestField& least, const CircleGround& ground, std::span<const double> levels,
                                const NetworkCircles& drawn) {
  const auto points = ground.mesh->points();
  const std::span<const std::uint32_t> sites = ground.sites_by_y;
  std::size_t wrong = 0;
  for (std::size_t l = 0; l < levels.size(); ++l) {
    const std::vector<char> inside = points_inside(drawn.covered[l], points, sites);
    for (std::size_t i = 0; i < sites.size(); ++i) wrong += (inside[i] != 0) != (least.metres_of(sites[i]) <= levels[l]) ? 1 : 0;
  }
  std::vector<std::int32_t> owner(sites.size(), -1);
  for (std::size_t c = 0; c < drawn.nearest_areas.size(); ++c) {
    const Box box = bounds(drawn.nearest_areas[c]);
    const auto first =
        std::lower_bound(sites.begin(), sites.end(), box.min_y, [&](std::uint32_t s, double y) { return points[s].y < y; }) -
        sites.begin();
    const auto last =
        std::upper_bound(sites.begin(), sites.end(), box.max_y, [&](double y, std::uint32_t s) { return y < points[s].y; }) -
        sites.begin();
    if (last <= first) continue;
    const auto near = sites.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(last - first));
    const std::vector<char> inside = points_inside(drawn.nearest_areas[c], points, near);
    for (std::size_t i = 0; i < near.size(); ++i) {
      std::int32_t& own = owner[static_cast<std::size_t>(first) + i];
      if (inside[i] != 0) own = own < 0 ? static_cast<std::int32_t>(c) : std::numeric_limits<std::int32_t>::max();
    }
  }
  for (std::size_t i = 0; i < sites.size(); ++i)
    wrong += owner[i] != (least.metres_of(sites[i]) <= levels.back() ? least.owner_of(sites[i]) : -1) ? 1 : 0;
  return wrong;
}

}  // namespace

NetworkCircles draw_network_circles(const CityReach& reach, std::span<const std::int32_t> centres, std::span<const double> radii,
                                    const NetworkParts& parts, const RunContext& run) {
  const City& city = reach.city;
  const WalkGraph& graph = reach.graph;
  const AccessTable& site_access = reach.access;
  AccessTable centre_access;
  NetworkCircles result;
  std::vector<Point> centre_points;
  for (const std::int32_t c : centres) {
    const AccessModel::Way way = reach.model.enter(city.centres[static_cast<std::size_t>(c)]);
    centre_points.push_back(city.centres[static_cast<std::size_t>(c)].point);
    centre_access.add(way.kind, way.entries);
    double leg = kOutOfReach;
    for (const NetworkEntry& entry : way.entries) leg = std::min(leg, entry.metres);
    result.centre_leg.push_back(leg);
  }
  result.nearest = nearest_centres(graph, centre_access, site_access);

  const Places places = places_of(reach.sites, site_access, graph, centre_points, centre_access, reach.snapper);
  const PointMesh mesh(places.points, kStep, extent_of(graph));
  const AccessField field(city, graph, reach.model, mesh.lattice(), kLandReach, run);
  const CircleGround ground(graph, reach.model, places.access, places.of_node, reach.sites.points.size(), mesh, field);

  result.circles.resize(centres.size() * radii.size());
  if (parts.service_lines) result.service_lines.resize(centres.size());
  std::vector<std::size_t> disagreements(centres.size(), 0), order(centres.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  LendingPool<CircleDrawer> drawers([&] { return std::make_unique<CircleDrawer>(ground); });
  std::optional<NearestField> least;
  if (!parts.levels.empty()) least.emplace(mesh, centres.size());
  std::mutex guard;
  std::int64_t done = 0;
  for_each_parallel(order, run.threads, [&](std::size_t i) {
    if (run.should_stop()) return;
    const LendingPool<CircleDrawer>::Loan drawer(drawers);
    CentreCircles drawn = drawer->draw(centre_points[i], places.own[i], centre_access.of(i), radii);
    disagreements[i] = drawn.disagreements;
    if (least) least->take(static_cast<std::int32_t>(i), drawer->window(), drawer->nodes(), drawer->valued(), drawer->metres());
    if (parts.service_lines)
      result.service_lines[i] = {centres[i], radii.back(), lines_within(graph, drawer->search(), radii.back())};
    count_circles(centres[i], radii, city.circles.speed.value(), std::move(drawn), reach.loads,
                  std::span(result.circles).subspan(i * radii.size(), radii.size()));
    const std::scoped_lock lock(guard);
    run.report("stage_circles", ++done, static_cast<std::int64_t>(centres.size()));
  });
  result.disagreements = std::accumulate(disagreements.begin(), disagreements.end(), std::size_t{0});
  if (least && !run.should_stop()) {
    result.covered = least->within(parts.levels);
    result.nearest_areas = least->nearest_areas(radii.back(), run);
    result.disagreements += count_disagreements(*least, ground, parts.levels, result);
  }
  result.site_access = site_access.kind;
  result.centre_access = centre_access.kind;
  return result;
}

}  // namespace wangge
