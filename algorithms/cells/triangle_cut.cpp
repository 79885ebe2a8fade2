#include "algorithms/cells/triangle_cut.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "algorithms/cells/land_face.hpp"
#include "algorithms/cells/ways.hpp"

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

constexpr double kBendWorthAVertex = 100;  // mm: a middle line that bows less than this is drawn straight
constexpr double kLastStep = 50;           // mm: a shorter step towards a middle line needs no second look
constexpr int kDeepestBend = 3;            // halvings: at most seven points a triangle

}  // namespace

int TriangleCutter::cuts_on(std::int32_t h, std::array<std::int32_t, 2>& out) const {
  const std::int32_t g = mesh_.twin(h);
  int n = 0;
  if (lab_.along(h).cut >= 0) out[0] = lab_.along(h).cut, n = 1;
  if (g >= 0 && lab_.along(g).cut >= 0 && lab_.along(g).cut != lab_.along(h).cut) out[at(n++)] = lab_.along(g).cut;
  if (n == 2 && squared_distance(point(mesh_.origin(h)), point(out[1])) < squared_distance(point(mesh_.origin(h)), point(out[0])))
    std::swap(out[0], out[1]);
  return n;
}

bool TriangleCutter::whole(std::int32_t t) const {
  const std::int32_t label = lab_.along(Triangulation::first_edge(t)).at_origin;
  for (const std::int32_t h : Triangulation::edges_of(t)) {
    const EdgeLabels& edge = lab_.along(h);
    if (edge.at_origin != label || edge.at_target != label || edge.cut >= 0) return false;
    if (const std::int32_t g = mesh_.twin(h); g >= 0 && lab_.along(g).cut >= 0) return false;
  }
  return true;
}

void TriangleCutter::sides_of(std::int32_t t, std::vector<std::int32_t>& sides) const {
  std::int32_t side = Triangulation::first_edge(t);
  while (lab_.along(side).open) ++side;
  sides_of_face(
      mesh_, side, [this](std::int32_t h) { return lab_.along(h).open; }, sides);
}

void TriangleCutter::walk(std::int32_t t, TriangleRim& rim) const {
  rim.stops.clear();
  std::array<std::int32_t, 2> cuts{};
  if (open_edge(t) >= 0) {
    sides_of(t, rim.sides);
  } else {
    const std::int32_t west = mesh_.from_west(t);
    rim.sides.assign({west, Triangulation::next(west), Triangulation::previous(west)});
  }
  for (const std::int32_t h : rim.sides) {
    const EdgeLabels& edge = lab_.along(h);
    bool late = false;
    rim.stops.push_back({mesh_.origin(h), edge.at_origin, h, false});
    const int n = cuts_on(h, cuts);
    for (int i = 0; i < n; ++i) {
      if (cuts[at(i)] == edge.cut) late = true;
      rim.stops.push_back({cuts[at(i)], late ? edge.at_target : edge.at_origin, h, late});
    }
  }
  find_nodes(rim);
}

void TriangleCutter::find_nodes(TriangleRim& rim) {
  rim.nodes.clear();
  std::int32_t before = rim.stops.back().label;
  for (std::size_t i = 0; i < rim.stops.size(); ++i)
    if (rim.stops[i].label != std::exchange(before, rim.stops[i].label)) rim.nodes.push_back(i);
}

bool TriangleCutter::tame(const TriangleRim& rim) const {
  // Every edge has one cut at most, and cuts stay clear of the other edges: rounding cannot make anything cross.
  for (std::size_t i = 0; i < rim.stops.size(); ++i) {
    const std::int32_t h = rim.stops[i].half_edge;
    const bool corner = i == 0 || rim.stops[i - 1].half_edge != h;
    if (corner) continue;
    if (i >= 2 && rim.stops[i - 2].half_edge == h) return false;
    const GridPoint p = point(rim.stops[i].point);
    for (const std::int32_t e : rim.sides)
      if (e != h && !well_left_of(point(mesh_.origin(e)), point(mesh_.target(e)), p)) return false;
  }
  for (const std::size_t k : rim.nodes)  // a node at a corner runs close to two edges
    if (k == 0 || rim.stops[k - 1].half_edge != rim.stops[k].half_edge) return false;
  return true;
}

bool TriangleCutter::choose(std::int32_t t, const TriangleRim& rim, TriangleCut& cut) {
  cut.via.clear();
  cut.shape = {};
  if (rim.nodes.empty())
    return rim.stops.size() == rim.sides.size() || (rim.sides.size() == 3 && !needle(t)) ||
           (rim_is_simple(rim) && area(rim.stops, 0, rim.stops.size(), {}, false) > 0);
  if (rim.nodes.size() == 2) {
    const Stop &from = rim.stops[rim.nodes[0]], &to = rim.stops[rim.nodes[1]];
    bends_.clear();
    if (squared_distance(point(from.point), point(to.point)) > kShortestBend * kShortestBend) {
      gather_walls(rim);
      if (const WallDuel duel(walls_, from.label, to.label); duel.possible())
        bend_from_west(rim, point(from.point), point(to.point), duel);
    }
    for (const GridPoint p : bends_) cut.via.push_back(add_point(p));
    const bool safe = tame(rim);
    if (safe ? forward(rim, cut.via) : !cut.via.empty() && line_holds(rim, cut.via)) return true;
    cut.via.clear();
    if (safe) return true;
  } else {
    if ((rim.nodes.size() == 3 || rim.nodes.size() == 4) && meet_in_threes(rim, cut)) return true;
    cut.shape.centres = 0;
    if (meet_in_the_middle(rim, cut)) return true;
  }
  std::size_t hub = rim.nodes.size();
  for (std::size_t k = 0; k < rim.nodes.size(); ++k)
    if (const std::int32_t p = rim.stops[rim.nodes[k]].point; star_holds(rim, p))
      if (hub == rim.nodes.size() || point(p) < point(rim.stops[rim.nodes[hub]].point)) hub = k;
  if (hub < rim.nodes.size()) {
    cut.shape.hub = hub;
    return true;
  }
  // Three plain corners with changes of label only at corners always hold; this is reached with cuts only.
  cut.shape.hub = 0;
  return rim.stops.size() == 3;
}

bool TriangleCutter::needle(std::int32_t t) const {
  const GridPoint a = point(mesh_.origin(Triangulation::first_edge(t))),
                  b = point(mesh_.origin(Triangulation::first_edge(t) + 1)),
                  c = point(mesh_.origin(Triangulation::first_edge(t) + 2));
  return static_cast<double>(orientation(a, b, c)) <
         4 * std::max({grid_distance(a, b), grid_distance(b, c), grid_distance(c, a)});
}

bool TriangleCutter::rim_is_simple(const TriangleRim& rim) const {
  const std::size_t n = rim.stops.size();
  if (n == 3) return true;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = i + 2; j < n; ++j)
      if (!(i == 0 && j == n - 1) && touching(point(rim.stops[i].point), point(rim.stops[(i + 1) % n].point),
                                              point(rim.stops[j].point), point(rim.stops[(j + 1) % n].point)))
        return false;
  return true;
}

bool TriangleCutter::crosses_rim(const TriangleRim& rim, std::int32_t from, std::int32_t to) const {
  const GridPoint a = point(from), b = point(to);
  if (a == b) return false;
  for (std::size_t i = 0; i < rim.stops.size(); ++i) {
    const std::int32_t p = rim.stops[i].point, q = rim.stops[(i + 1) % rim.stops.size()].point;
    if (p == from || q == from || p == to || q == to) continue;
    if (properly_crossing(a, b, point(p), point(q))) return true;
  }
  return false;
}

bool TriangleCutter::star_holds(const TriangleRim& rim, std::int32_t hub) const {
  if (!rim_is_simple(rim)) return false;
  const std::size_t n = rim.stops.size(), nodes = rim.nodes.size();
  for (std::size_t k = 0; k < nodes; ++k) {
    const std::size_t from = rim.nodes[k], to = rim.nodes[(k + 1) % nodes];
    // No area is fine only where the border is the triangle's own edge; else two borders would lie on one line unshared.
    const std::size_t stretch = (to + n - from) % n + 1;
    const bool own_edge = stretch == 2 && (hub == rim.stops[from].point || hub == rim.stops[to].point);
    if (!own_edge && area(rim.stops, from, stretch, std::span(&hub, 1), false) <= 0) return false;
    if (crosses_rim(rim, rim.stops[from].point, hub)) return false;
  }
  return true;
}

bool TriangleCutter::forward(const TriangleRim& rim, std::span<const std::int32_t> via) const {
  return leads_on(point(rim.stops[rim.nodes[0]].point), point(rim.stops[rim.nodes[1]].point), via,
                  [this](std::int32_t v) { return point(v); });
}

bool TriangleCutter::line_holds(const TriangleRim& rim, std::span<const std::int32_t> via) const {
  if (!rim_is_simple(rim) || !forward(rim, via)) return false;
  const std::size_t n = rim.stops.size(), a = rim.nodes[0], b = rim.nodes[1];
  std::int32_t last = rim.stops[a].point;
  for (const std::int32_t v : via) {
    if (crosses_rim(rim, last, v)) return false;
    last = v;
  }
  if (crosses_rim(rim, last, rim.stops[b].point)) return false;
  return area(rim.stops, a, (b + n - a) % n + 1, via, true) > 0 && area(rim.stops, b, (a + n - b) % n + 1, via, false) > 0;
}

double TriangleCutter::area(std::span<const Stop> stops, std::size_t from, std::size_t count, std::span<const std::int32_t> via,
                            bool reversed) const {
  const GridPoint o = point(stops[from].point);
  std::int64_t twice = 0;
  GridPoint last = o;
  auto add = [&](GridPoint p) {
    twice += orientation(o, last, p);
    last = p;
  };
  for (std::size_t i = 1; i < count; ++i) add(point(stops[(from + i) % stops.size()].point));
  for (std::size_t i = 0; i < via.size(); ++i) add(point(via[reversed ? via.size() - 1 - i : i]));
  return 0.5 * static_cast<double>(twice);
}

void TriangleCutter::gather_walls(const TriangleRim& rim) {
  walls_.clear();
  auto add = [&](std::int32_t corner) {
    walls_.add(lab_.along(corner).walls[0]);
    walls_.add(lab_.along(corner).walls[1]);
  };
  for (const std::int32_t h : rim.sides) add(h);
  for (const std::int32_t h : rim.sides)
    if (mesh_.owners(h) == 0) add(Triangulation::previous(mesh_.twin(h)));  // it may know a nearer wall
}

void TriangleCutter::bend_from_west(const TriangleRim& rim, GridPoint p, GridPoint q, const WallDuel& duel) {
  // Whichever way round the triangle is numbered, its border is the same.
  if (p < q) return bend(rim, p, q, duel, kDeepestBend, bends_);
  bend(rim, q, p, duel, kDeepestBend, bends_);
  std::reverse(bends_.begin(), bends_.end());
}

void TriangleCutter::bend(const TriangleRim& rim, GridPoint p, GridPoint q, const WallDuel& duel, int depth,
                          std::vector<GridPoint>& out) const {
  const double length = grid_distance(p, q);
  if (depth == 0 || length < static_cast<double>(kShortestBend)) return;
  const double mx = 0.5 * (static_cast<double>(p.x) + q.x), my = 0.5 * (static_cast<double>(p.y) + q.y);
  const double nx = -(static_cast<double>(q.y) - p.y) / length, ny = (static_cast<double>(q.x) - p.x) / length;
  // Newton's method: the lead grows almost evenly across a middle line.
  double s = 0;
  for (int i = 0;; ++i) {
    const WallDuel::Lead lead = duel.lead(mx + s * nx, my + s * ny, nx, ny);
    if (i > 0 && std::abs(lead.value) <= 1) break;
    const double next = s - lead.value / lead.slope;
    if (i == 8 || !(std::abs(next) <= length / 2)) return;
    if (i == 0 && std::abs(next) < kBendWorthAVertex) return;  // straight enough
    if (std::abs(std::exchange(s, next) - next) < kLastStep) break;
  }
  if (std::abs(s) < kBendWorthAVertex) return;
  const GridPoint m = nearest_place(mx + s * nx, my + s * ny);
  if (!well_inside(rim, m)) return;
  bend(rim, p, m, duel, depth - 1, out);
  out.push_back(m);
  bend(rim, m, q, duel, depth - 1, out);
}

bool TriangleCutter::well_inside(const TriangleRim& rim, GridPoint p) const {
  return std::all_of(rim.sides.begin(), rim.sides.end(),
                     [&](std::int32_t h) { return well_left_of(point(mesh_.origin(h)), point(mesh_.target(h)), p); });
}

bool TriangleCutter::sees_all(const TriangleRim& rim, GridPoint p) const {
  for (std::size_t i = 0; i < rim.stops.size(); ++i)
    if (orientation(p, point(rim.stops[i].point), point(rim.stops[(i + 1) % rim.stops.size()].point)) <= 0) return false;
  return true;
}

std::int32_t TriangleCutter::add_point(GridPoint p) {
  lab_.points.push_back(p);
  return static_cast<std::int32_t>(lab_.points.size()) - 1;
}

}  // namespace wangge
