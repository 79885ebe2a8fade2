#include "algorithms/coverage/network_circles.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <mutex>
#include <numeric>

#include "algorithms/coverage/circle_polygon.hpp"
#include "algorithms/coverage/service_lines.hpp"
#include "algorithms/reach/place_key.hpp"
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

/// Drawers are lent to whichever thread needs one: their memory is worth keeping.
class Drawers {
 public:
  explicit Drawers(const CircleGround& ground) : ground_(&ground) {}
  std::unique_ptr<CircleDrawer> borrow() {
    {
      const std::scoped_lock lock(guard_);
      if (!idle_.empty()) {
        auto drawer = std::move(idle_.back());
        idle_.pop_back();
        return drawer;
      }
    }
    return std::make_unique<CircleDrawer>(*ground_);
  }
  void give_back(std::unique_ptr<CircleDrawer> drawer) {
    const std::scoped_lock lock(guard_);
    idle_.push_back(std::move(drawer));
  }

 private:
  const CircleGround* ground_;
  std::mutex guard_;
  std::vector<std::unique_ptr<CircleDrawer>> idle_;
};

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

}  // namespace

NetworkCircles draw_network_circles(const CityReach& reach, std::span<const std::int32_t> centres, std::span<const double> radii,
                                    bool service_lines, const RunContext& run) {
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
  if (service_lines) result.service_lines.resize(centres.size());
  std::vector<std::size_t> disagreements(centres.size(), 0), order(centres.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  Drawers drawers(ground);
  std::mutex guard;
  std::int64_t done = 0;
  for_each_parallel(order, run.threads, [&](std::size_t i) {
    if (run.should_stop()) return;
    auto drawer = drawers.borrow();
    CentreCircles drawn = drawer->draw(centre_points[i], places.own[i], centre_access.of(i), radii);
    disagreements[i] = drawn.disagreements;
    if (service_lines) result.service_lines[i] = {centres[i], radii.back(), lines_within(graph, drawer->search(), radii.back())};
    count_circles(centres[i], radii, city.circles.speed.value(), std::move(drawn), reach.loads,
                  std::span(result.circles).subspan(i * radii.size(), radii.size()));
    drawers.give_back(std::move(drawer));
    const std::scoped_lock lock(guard);
    run.report("stage_circles", ++done, static_cast<std::int64_t>(centres.size()));
  });
  result.disagreements = std::accumulate(disagreements.begin(), disagreements.end(), std::size_t{0});
  result.site_access = site_access.kind;
  result.centre_access = centre_access.kind;
  return result;
}

}  // namespace wangge
