#include "algorithms/coverage/network_circles.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <numeric>
#include <optional>

#include "algorithms/coverage/circle_polygon.hpp"
#include "algorithms/coverage/level_land.hpp"
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

// Where a building stands its own walk counts, and no other value.
constexpr std::uint32_t kOfBuilding = 0xfffffffeU;

Places places_of(const Sites& sites, const AccessTable& site_access, const WalkGraph& graph, const std::vector<Point>& centres,
                 const AccessTable& centre_access, const NetworkSnapper& snapper) {
  Places places{sites.points, site_access, {}, {}};
  PlaceNumbers taken;
  taken.reserve(sites.points.size() + graph.node_count() + 2 * centres.size());
  for (const Point p : sites.points) taken.try_emplace(PlaceKey(p), kOfBuilding);
  auto add = [&](Point p, std::span<const NetworkEntry> ways) {
    const auto [place, fresh] = taken.try_emplace(PlaceKey(p), static_cast<std::uint32_t>(places.points.size()));
    if (fresh) places.points.push_back(p), places.access.add(ways.empty() ? AccessKind::none : AccessKind::edge, ways);
    return place == kOfBuilding ? CircleDrawer::kNoPlace : place;
  };
  places.of_node.assign(graph.node_count(), CircleDrawer::kNoPlace);
  std::vector<Point> last(graph.node_count(), {kOutOfReach, kOutOfReach});  // by node: most arcs end where the one before did
  const auto add_node = [&](std::uint32_t node, Point p) {
    if (!(last[node] == p)) places.of_node[node] = add(p, {}), last[node] = p;
  };
  for (const WalkArc& arc : graph.arcs) add_node(arc.from, arc.a), add_node(arc.to, arc.b);
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
void count_circles(std::int32_t centre, std::span<const double> radii, double speed, CentreCircles& drawn,
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

/// Sites on the wrong side of the covered land of a level.
std::size_t count_uncovered(const NearestField& least, const CircleGround& ground, double level, const MultiPolygon& covered) {
  PointsInside proof;
  proof.take(ground.points_by_y);
  const std::span<const char> inside = proof.inside(covered);
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < inside.size(); ++i)
    wrong += (inside[i] != 0) != (least.metres_of(ground.sites_by_y[i]) <= level) ? 1 : 0;
  return wrong;
}

/// Sites outside the area of their nearest centre, or in another's.
std::size_t count_strays(const NearestField& least, const CircleGround& ground, double level,
                         std::span<const MultiPolygon> nearest_areas) {
  const std::span<const Point> points = ground.points_by_y;
  const std::span<const std::uint32_t> sites = ground.sites_by_y;
  constexpr std::int32_t kSeveral = std::numeric_limits<std::int32_t>::max();
  std::vector<std::int32_t> owner(sites.size(), -1);
  PointsInside proof;
  const auto lower = [](Point p, double y) { return p.y < y; };
  for (std::size_t c = 0; c < nearest_areas.size(); ++c) {
    const Box box = bounds(nearest_areas[c]);
    auto at = static_cast<std::size_t>(std::lower_bound(points.begin(), points.end(), box.min_y, lower) - points.begin());
    std::vector<Point> near;
    std::vector<std::size_t> place;
    for (; at < points.size() && points[at].y <= box.max_y; ++at)
      if (points[at].x >= box.min_x && points[at].x <= box.max_x) near.push_back(points[at]), place.push_back(at);
    proof.take(near);
    const std::span<const char> inside = proof.inside(nearest_areas[c]);
    for (std::size_t i = 0; i < inside.size(); ++i)
      if (inside[i] != 0) owner[place[i]] = owner[place[i]] < 0 ? static_cast<std::int32_t>(c) : kSeveral;
  }
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < sites.size(); ++i)
    wrong += owner[i] != (least.metres_of(sites[i]) <= level ? least.owner_of(sites[i]) : -1) ? 1 : 0;
  return wrong;
}

std::vector<std::int32_t> levels_of(const City& city, std::span<const std::int32_t> centres) {
  std::vector<std::int32_t> levels;
  for (const std::int32_t c : centres) levels.push_back(city.centres[static_cast<std::size_t>(c)].level);
  return levels;
}

/// The land of all centres, and that nearest to each; both are tested like the circles.
void draw_land(const NearestField& least, const CircleGround& ground, std::span<const double> levels, double radius,
               const RunContext& run, NetworkCircles& drawn) {
  std::vector<std::size_t> wrong(levels.size() + 1, 0);
  const std::vector<std::function<void()>> drawing{[&] { drawn.covered = least.within(levels); },
                                                   [&] { drawn.nearest_areas = least.nearest_areas(radius, run); }};
  run_together(drawing, run.threads);
  std::vector<std::size_t> order(wrong.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for_each_parallel(order, run.threads, [&](std::size_t i) {
    wrong[i] = i < levels.size() ? count_uncovered(least, ground, levels[i], drawn.covered[i])
                                 : count_strays(least, ground, radius, drawn.nearest_areas);
  });
  drawn.disagreements += std::accumulate(wrong.begin(), wrong.end(), std::size_t{0});
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
  Places places;
  std::optional<PointMesh> mesh;
  const std::vector<std::function<void()>> parts_of_ground{
      [&] {
        places = places_of(reach.sites, site_access, graph, centre_points, centre_access, reach.snapper);
        mesh.emplace(places.points, kStep, extent_of(graph));
      },
      [&] { result.nearest = nearest_centres(graph, centre_access, site_access); }};
  run_together(parts_of_ground, run.threads);
  const AccessField field(city, graph, reach.model, mesh->lattice(), kLandReach, run);
  const CircleGround ground(graph, reach.model, places.access, places.of_node, reach.sites.points.size(), *mesh, field);

  result.circles.resize(centres.size() * radii.size());
  if (parts.service_lines) result.service_lines.resize(centres.size());
  std::vector<std::vector<PlaceReached>> rows(centres.size());
  std::vector<std::size_t> disagreements(centres.size(), 0), order(centres.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  LendingPool<CircleDrawer> drawers([&] { return std::make_unique<CircleDrawer>(ground); });
  std::optional<NearestField> least;
  if (!parts.levels.empty()) least.emplace(*mesh, centres.size());
  std::optional<LevelLand> by_level;
  if (least) by_level.emplace(*mesh, levels_of(city, centres));
  std::mutex guard;
  std::int64_t done = 0;
  for_each_parallel(order, run.threads, [&](std::size_t i) {
    if (run.should_stop()) return;
    const LendingPool<CircleDrawer>::Loan drawer(drawers);
    CentreCircles drawn = drawer->draw(centre_points[i], places.own[i], centre_access.of(i), radii);
    disagreements[i] = drawn.disagreements;
    if (least) least->take(static_cast<std::int32_t>(i), drawer->window(), drawer->nodes(), drawer->valued(), drawer->metres());
    if (by_level) by_level->take(static_cast<std::int32_t>(i), drawer->window(), drawer->nodes());
    if (parts.service_lines)
      result.service_lines[i] = {centres[i], radii.back(), lines_within(graph, drawer->search(), radii.back())};
    count_circles(centres[i], radii, city.circles.speed.value(), drawn, reach.loads,
                  std::span(result.circles).subspan(i * radii.size(), radii.size()));
    rows[i] = std::move(drawn.reached);
    const std::scoped_lock lock(guard);
    run.report("stage_circles", ++done, static_cast<std::int64_t>(centres.size()));
  });
  for (const std::vector<PlaceReached>& row : rows) {
    result.reached.pairs.insert(result.reached.pairs.end(), row.begin(), row.end());
    result.reached.first.push_back(static_cast<std::uint32_t>(result.reached.pairs.size()));
  }
  result.disagreements = std::accumulate(disagreements.begin(), disagreements.end(), std::size_t{0});
  if (least && !run.should_stop()) {
    draw_land(*least, ground, parts.levels, radii.back(), run, result);
    result.level_land = by_level->covered(city, radii);
  }
  result.site_access = site_access.kind;
  result.centre_access = centre_access.kind;
  return result;
}

}  // namespace wangge
