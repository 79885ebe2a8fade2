#include "algorithms/cells/triangle_cut.hpp"

#include <algorithm>
#include <cmath>

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

constexpr double kBendWorthAVertex = 70;     // mm: a middle line that bows less than this is drawn straight
constexpr std::int64_t kShortestBend = 500;  // mm: a shorter line is drawn straight
constexpr int kDeepestBend = 3;              // halvings: at most seven points a triangle

bool properly_crossing(GridPoint a, GridPoint b, GridPoint c, GridPoint d) {
  const std::int64_t o1 = orientation(a, b, c), o2 = orientation(a, b, d), o3 = orientation(c, d, a), o4 = orientation(c, d, b);
  return ((o1 > 0 && o2 < 0) || (o1 < 0 && o2 > 0)) && ((o3 > 0 && o4 < 0) || (o3 < 0 && o4 > 0));
}

bool touching(GridPoint a, GridPoint b, GridPoint c, GridPoint d) {
  if (properly_crossing(a, b, c, d)) return true;
  const auto on = [](GridPoint p, GridPoint q, GridPoint r) {
    return orientation(p, q, r) == 0 && std::min(p.x, q.x) <= r.x && r.x <= std::max(p.x, q.x) && std::min(p.y, q.y) <= r.y &&
           r.y <= std::max(p.y, q.y);
  };
  return on(a, b, c) || on(a, b, d) || on(c, d, a) || on(c, d, b);
}

GridPoint rounded(double x, double y) {
  return {static_cast<std::int32_t>(std::llround(x)), static_cast<std::int32_t>(std::llround(y))};
}

}  // namespace

int TriangleCutter::cuts_on(std::int32_t h, std::array<std::int32_t, 2>& out) const {
  const std::int32_t g = mesh_.twin(h);
  int n = 0;
  if (lab_.cut[at(h)] >= 0) out[0] = lab_.cut[at(h)], n = 1;
  if (g >= 0 && lab_.cut[at(g)] >= 0 && lab_.cut[at(g)] != lab_.cut[at(h)]) out[at(n++)] = lab_.cut[at(g)];
  if (n == 2 && squared_distance(point(mesh_.origin(h)), point(out[1])) < squared_distance(point(mesh_.origin(h)), point(out[0])))
    std::swap(out[0], out[1]);
  return n;
}

bool TriangleCutter::whole(std::int32_t t) const {
  const std::int32_t label = lab_.at_origin[at(Triangulation::first_edge(t))];
  for (const std::int32_t h : Triangulation::edges_of(t)) {
    if (lab_.at_origin[at(h)] != label || lab_.at_target[at(h)] != label || lab_.cut[at(h)] >= 0) return false;
    if (const std::int32_t g = mesh_.twin(h); g >= 0 && lab_.cut[at(g)] >= 0) return false;
  }
  return true;
}

void TriangleCutter::walk(std::int32_t t, TriangleRim& rim) const {
  rim.stops.clear();
  rim.nodes.clear();
  std::array<std::int32_t, 2> cuts{};
  std::int32_t h = mesh_.from_west(t);
  for (int side = 0; side < 3; ++side, h = Triangulation::next(h)) {
    bool late = false;
    rim.stops.push_back({mesh_.origin(h), lab_.at_origin[at(h)], h, false});
    const int n = cuts_on(h, cuts);
    for (int i = 0; i < n; ++i) {
      if (cuts[at(i)] == lab_.cut[at(h)]) late = true;
      rim.stops.push_back({cuts[at(i)], late ? lab_.at_target[at(h)] : lab_.at_origin[at(h)], h, late});
    }
  }
  for (std::size_t i = 0; i < rim.stops.size(); ++i)
    if (rim.stops[i].label != rim.stops[(i + rim.stops.size() - 1) % rim.stops.size()].label) rim.nodes.push_back(i);
}

bool TriangleCutter::tame(const TriangleRim& rim) const {
  // Every edge has one cut at most, and cuts stay clear of the other edges: rounding cannot make anything cross.
  for (std::size_t i = 0; i < rim.stops.size(); ++i) {
    const std::int32_t h = rim.stops[i].half_edge;
    const bool corner = i == 0 || rim.stops[i - 1].half_edge != h;
    if (corner) continue;
    if (i >= 2 && rim.stops[i - 2].half_edge == h) return false;
    const GridPoint p = point(rim.stops[i].point);
    for (const std::int32_t e : {Triangulation::next(h), Triangulation::previous(h)}) {
      const GridPoint a = point(mesh_.origin(e)), b = point(mesh_.target(e));
      if (static_cast<double>(orientation(a, b, p)) < 3 * grid_distance(a, b)) return false;
    }
  }
  for (const std::size_t k : rim.nodes)  // a node at a corner runs close to two edges
    if (k == 0 || rim.stops[k - 1].half_edge != rim.stops[k].half_edge) return false;
  return true;
}

bool TriangleCutter::choose(std::int32_t t, const TriangleRim& rim, TriangleCut& cut) {
  cut.via.clear();
  cut.hub = 0;
  if (rim.nodes.empty())
    return rim.stops.size() == 3 || !needle(t) || (rim_is_simple(rim) && area(rim, 0, rim.stops.size(), {}, false) > 0);
  if (rim.nodes.size() == 2) {
    const Stop &from = rim.stops[rim.nodes[0]], &to = rim.stops[rim.nodes[1]];
    bends_.clear();
    if (squared_distance(point(from.point), point(to.point)) > kShortestBend * kShortestBend) {
      gather_walls(t);
      if (const WallDuel duel(walls_, from.label, to.label); duel.possible())
        bend_from_west(t, point(from.point), point(to.point), duel);
    }
    for (const GridPoint p : bends_) cut.via.push_back(add_point(p));
    const bool safe = tame(rim);
    if (safe ? forward(rim, cut.via) : !cut.via.empty() && line_holds(rim, cut.via)) return true;
    cut.via.clear();
    if (safe) return true;
  } else if (GridPoint p; meeting_point(t, rim, p)) {
    const std::int32_t centre = add_point(p);
    cut.via.push_back(centre);  // it sees the whole rim, so its pieces turn left
    return true;
  }
  std::size_t hub = rim.nodes.size();
  for (std::size_t k = 0; k < rim.nodes.size(); ++k)
    if (const std::int32_t p = rim.stops[rim.nodes[k]].point; star_holds(rim, p))
      if (hub == rim.nodes.size() || point(p) < point(rim.stops[rim.nodes[hub]].point)) hub = k;
  if (hub < rim.nodes.size()) {
    cut.hub = hub;
    return true;
  }
  // Three plain corners with changes of label only at corners always hold; this is reached with cuts only.
  cut.hub = 0;
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
    if (!own_edge && area(rim, from, stretch, std::span(&hub, 1), false) <= 0) return false;
    if (crosses_rim(rim, rim.stops[from].point, hub)) return false;
  }
  return true;
}

bool TriangleCutter::forward(const TriangleRim& rim, std::span<const std::int32_t> via) const {
  const GridPoint p = point(rim.stops[rim.nodes[0]].point), q = point(rim.stops[rim.nodes[1]].point);
  const std::int64_t dx = std::int64_t{q.x} - p.x, dy = std::int64_t{q.y} - p.y;
  std::int64_t done = 0;
  for (const std::int32_t v : via) {
    const std::int64_t along = (std::int64_t{point(v).x} - p.x) * dx + (std::int64_t{point(v).y} - p.y) * dy;
    if (along <= done) return false;
    done = along;
  }
  return done < dx * dx + dy * dy;
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
  return area(rim, a, (b + n - a) % n + 1, via, true) > 0 && area(rim, b, (a + n - b) % n + 1, via, false) > 0;
}

double TriangleCutter::area(const TriangleRim& rim, std::size_t from, std::size_t count, std::span<const std::int32_t> via,
                            bool reversed) const {
  const GridPoint o = point(rim.stops[from].point);
  std::int64_t twice = 0;
  GridPoint last = o;
  auto add = [&](GridPoint p) {
    twice += orientation(o, last, p);
    last = p;
  };
  for (std::size_t i = 1; i < count; ++i) add(point(rim.stops[(from + i) % rim.stops.size()].point));
  for (std::size_t i = 0; i < via.size(); ++i) add(point(via[reversed ? via.size() - 1 - i : i]));
  return 0.5 * static_cast<double>(twice);
}

void TriangleCutter::gather_walls(std::int32_t t) {
  walls_.clear();
  auto add = [&](std::int32_t corner) {
    walls_.add(lab_.corner_wall[0][at(corner)]);
    walls_.add(lab_.corner_wall[1][at(corner)]);
  };
  const std::int32_t west = mesh_.from_west(t);
  const std::array<std::int32_t, 3> around{west, Triangulation::next(west), Triangulation::previous(west)};
  for (const std::int32_t h : around) add(h);
  for (const std::int32_t h : around)
    if (mesh_.owners(h) == 0) add(Triangulation::previous(mesh_.twin(h)));  // it may know a nearer wall
}

void TriangleCutter::bend_from_west(std::int32_t t, GridPoint p, GridPoint q, const WallDuel& duel) {
  // Whichever way round the triangle is numbered, its border is the same.
  if (p < q) return bend(t, p, q, duel, kDeepestBend, bends_);
  bend(t, q, p, duel, kDeepestBend, bends_);
  std::reverse(bends_.begin(), bends_.end());
}

void TriangleCutter::bend(std::int32_t t, GridPoint p, GridPoint q, const WallDuel& duel, int depth,
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
    s = next;
  }
  if (std::abs(s) < kBendWorthAVertex) return;
  const GridPoint m = rounded(mx + s * nx, my + s * ny);
  if (!well_inside(t, m)) return;
  bend(t, p, m, duel, depth - 1, out);
  out.push_back(m);
  bend(t, m, q, duel, depth - 1, out);
}

bool TriangleCutter::well_inside(std::int32_t t, GridPoint p) const {
  for (const std::int32_t h : Triangulation::edges_of(t)) {
    const GridPoint a = point(mesh_.origin(h)), b = point(mesh_.target(h));
    if (static_cast<double>(orientation(a, b, p)) < 3 * grid_distance(a, b)) return false;
  }
  return true;
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

/// The point equally far from three labels, else the middle of the nodes.
bool TriangleCutter::meeting_point(std::int32_t t, const TriangleRim& rim, GridPoint& out) {
  gather_walls(t);
  double x = 0, y = 0;
  for (const std::size_t k : rim.nodes) x += point(rim.stops[k].point).x, y += point(rim.stops[k].point).y;
  x /= static_cast<double>(rim.nodes.size());
  y /= static_cast<double>(rim.nodes.size());
  out = rounded(x, y);
  if (rim.nodes.size() == 3) {
    const std::array<std::int32_t, 3> labels{rim.stops[rim.nodes[0]].label, rim.stops[rim.nodes[1]].label,
                                             rim.stops[rim.nodes[2]].label};
    if (equidistant(walls_, labels, x, y)) {
      const GridPoint p = rounded(x, y);
      if (well_inside(t, p) && sees_all(rim, p)) {
        out = p;
        return true;
      }
    }
  }
  return well_inside(t, out) && sees_all(rim, out);
}

}  // namespace wangge
