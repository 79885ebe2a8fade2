#include "algorithms/cells/triangulation.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

}  // namespace

Triangulation::Triangulation(GridPoint low, GridPoint high, std::size_t expected_vertices) {
  const std::int32_t margin = std::max(high.x - low.x, high.y - low.y) / 4 + 10'000;
  doubt_ = in_circle_doubt(std::max(high.x - low.x, high.y - low.y) + 2.0 * margin);
  points_.reserve(expected_vertices + 4);
  edges_.reserve(expected_vertices * 8 + 16);
  points_ = {{low.x - margin, low.y - margin},
             {high.x + margin, low.y - margin},
             {high.x + margin, high.y + margin},
             {low.x - margin, high.y + margin}};
  edge_of_vertex_.assign(4, 0);
  new_triangles(2);
  set_triangle(0, 0, 1, 2);
  set_triangle(1, 0, 2, 3);
  link(2, first_edge(1));
}

std::int32_t Triangulation::new_triangles(std::size_t count) {
  const auto t = static_cast<std::int32_t>(triangle_count());
  edges_.resize(edges_.size() + 4 * count);
  return t;
}

void Triangulation::set_triangle(std::int32_t t, std::int32_t a, std::int32_t b, std::int32_t c) {
  const std::int32_t h = first_edge(t);
  edges_[at(h)].origin = a;
  edges_[at(h + 1)].origin = b;
  edges_[at(h + 2)].origin = c;
  edge_of_vertex_[at(a)] = h;
  edge_of_vertex_[at(b)] = h + 1;
  edge_of_vertex_[at(c)] = h + 2;
}

void Triangulation::link(std::int32_t h, std::int32_t g) {
  edges_[at(h)].twin = g;
  if (g >= 0) edges_[at(g)].twin = h;
}

void Triangulation::set_owners(std::int32_t h, std::int32_t set) {
  edges_[at(h)].owners = set;
  if (twin(h) >= 0) edges_[at(twin(h))].owners = set;
}

Triangulation::Location Triangulation::locate(GridPoint p) {
  // Walks towards p, from half-edge h = ab of one triangle abc to the next; a, b and c are seen from p.
  struct Offset {
    std::int64_t x, y;
  };
  const auto offset = [&](std::int32_t vertex) {
    const GridPoint q = point(vertex);
    return Offset{std::int64_t{q.x} - p.x, std::int64_t{q.y} - p.y};
  };
  const auto side_of = [](Offset from, Offset to) { return from.x * to.y - from.y * to.x; };  // > 0: p lies left
  std::int32_t h = first_edge(triangle_of(last_));
  Offset a = offset(origin(h)), b = offset(target(h));
  std::array<std::int64_t, 3> side{side_of(a, b), 0, 0};  // of h and the two after it
  if (side[0] < 0 && twin(h) >= 0) {
    h = twin(h);
    std::swap(a, b);
    side[0] = -side[0];
  }
  for (;;) {
    const std::int32_t bc = next(h), ca = previous(h);
    const Offset c = offset(origin(ca));
    side[1] = side_of(b, c);
    side[2] = side_of(c, a);
    const bool beyond_bc = side[1] < 0 && twin(bc) >= 0, beyond_ca = side[2] < 0 && twin(ca) >= 0;
    if (!beyond_bc && !beyond_ca) break;
    // A random one of two ways keeps the walk from going round in circles where constraints spoil the Delaunay property.
    coin_ = coin_ * 1664525u + 1013904223u;
    if (beyond_bc && (!beyond_ca || (coin_ >> 16 & 1) != 0)) {
      h = twin(bc);
      a = c;
      side[0] = -side[1];
    } else {
      h = twin(ca);
      b = c;
      side[0] = -side[2];
    }
  }
  last_ = first_edge(triangle_of(h));
  Location found{last_};
  for (const std::int64_t to_edge : side) {
    if (to_edge == 0) {
      found.on_edge = true;
      found.half_edge = h;
      if (point(origin(h)) == p) found.vertex = origin(h);
      if (point(target(h)) == p) found.vertex = target(h);
    }
    h = next(h);
  }
  return found;
}

std::int32_t Triangulation::triangle_at(GridPoint p) { return triangle_of(locate(p).half_edge); }

std::int32_t Triangulation::put_vertex(GridPoint p, const Location& where) {
  const auto v = static_cast<std::int32_t>(points_.size());
  points_.push_back(p);
  edge_of_vertex_.push_back(-1);
  if (where.on_edge)
    split_edge(where.half_edge, v);
  else
    split_triangle(where.half_edge, v);
  return v;
}

std::int32_t Triangulation::insert_vertex(GridPoint p, std::int32_t snap) {
  const Location where = locate(p);
  if (where.vertex >= 0) return where.vertex;
  if (snap > 0) {
    const std::int64_t reach = std::int64_t{snap} * snap;
    for (std::int32_t e = from_west(triangle_of(where.half_edge)), k = 0; k < 3; ++k, e = next(e))
      if (squared_distance(point(origin(e)), p) <= reach) return origin(e);
    if (const std::int32_t g = where.on_edge ? twin(where.half_edge) : -1; g >= 0) {
      const std::int32_t apex = origin(previous(g));
      if (squared_distance(point(apex), p) <= reach) return apex;
    }
  }
  return put_vertex(p, where);
}

std::int32_t Triangulation::insert_marked(GridPoint p, std::int32_t near, std::int32_t mark, double apart) {
  last_ = first_edge(near);
  const Location where = locate(p);
  if (where.vertex >= 0 || (where.on_edge && owners(where.half_edge) != 0)) return -1;
  const auto crowded = [&](std::int32_t triangle) {
    for (const std::int32_t e : Triangulation::edges_of(triangle)) {
      const GridPoint a = point(origin(e)), b = point(target(e));
      if (static_cast<double>(squared_distance(a, p)) < apart * apart) return true;
      if (owners(e) != 0 && static_cast<double>(orientation(a, b, p)) < apart / 4 * grid_distance(a, b)) return true;
    }
    return false;
  };
  if (crowded(triangle_of(where.half_edge))) return -1;
  if (where.on_edge && twin(where.half_edge) >= 0 && crowded(triangle_of(twin(where.half_edge)))) return -1;
  new_mark_ = mark_behind_ = mark;
  return put_vertex(p, where);
}

std::int32_t Triangulation::split_marked(std::int32_t h, GridPoint p, std::int32_t left, std::int32_t behind, double apart) {
  const std::int32_t g = twin(h);
  const GridPoint a = point(origin(h)), b = point(target(h)), c = point(origin(previous(h)));
  if (static_cast<double>(std::min(squared_distance(a, p), squared_distance(b, p))) < apart * apart) return -1;
  if (orientation(b, c, p) <= 0 || orientation(c, a, p) <= 0) return -1;
  if (g >= 0) {
    const GridPoint d = point(origin(previous(g)));
    if (orientation(a, d, p) <= 0 || orientation(d, b, p) <= 0) return -1;
  }
  new_mark_ = left;
  mark_behind_ = behind;
  return put_vertex(p, {h, true});
}

void Triangulation::split_triangle(std::int32_t h, std::int32_t v) {
  const std::int32_t t0 = triangle_of(h), e0 = first_edge(t0), e1 = first_edge(new_triangles(2)), e2 = e1 + 4;
  // (a, b, c) becomes (a, b, v), (b, c, v) and (c, a, v).
  const HalfEdge ab = edges_[at(e0)], bc = edges_[at(e0 + 1)], ca = edges_[at(e0 + 2)];
  edges_[at(e0 + 1)] = {bc.origin, e1 + 2, 0, bc.mark};
  edges_[at(e0 + 2)] = {v, e2 + 1, 0, new_mark_};
  edges_[at(e1)] = bc;
  edges_[at(e1 + 1)] = {ca.origin, e2 + 2, 0, ca.mark};
  edges_[at(e1 + 2)] = {v, e0 + 1, 0, new_mark_};
  edges_[at(e2)] = ca;
  edges_[at(e2 + 1)] = {ab.origin, e0 + 2, 0, ab.mark};
  edges_[at(e2 + 2)] = {v, e1 + 1, 0, new_mark_};
  edges_[at(e1 + 3)].mark = edges_[at(e2 + 3)].mark = face(t0);
  if (bc.twin >= 0) edges_[at(bc.twin)].twin = e1;
  if (ca.twin >= 0) edges_[at(ca.twin)].twin = e2;
  edge_of_vertex_[at(ab.origin)] = e2 + 1;
  edge_of_vertex_[at(bc.origin)] = e1;
  edge_of_vertex_[at(ca.origin)] = e2;
  edge_of_vertex_[at(v)] = e2 + 2;
  for (const std::int32_t e : {e0, e1, e2}) stack_.push_back(e);
  legalise_around();
}

void Triangulation::split_edge(std::int32_t h, std::int32_t v) {
  const std::int32_t g = twin(h), set = owners(h);
  // Left triangle (a, b, c) with h = ab; right triangle (b, a, d) with g = ba.
  const std::int32_t hn = next(h), hp = previous(h);
  const std::int32_t a = origin(h), b = origin(hn), c = origin(hp);
  const std::int32_t bc = twin(hn), ca = twin(hp), own_bc = owners(hn), own_ca = owners(hp);
  const std::int32_t t0 = triangle_of(h), t1 = new_triangles(g >= 0 ? 2 : 1);
  std::int32_t t2 = -1, t3 = -1, d = -1, ad = -1, db = -1, own_ad = 0, own_db = 0;
  if (g >= 0) {
    const std::int32_t gn = next(g), gp = previous(g);
    d = origin(gp);
    ad = twin(gn);
    db = twin(gp);
    own_ad = owners(gn);
    own_db = owners(gp);
    t2 = triangle_of(g);
    t3 = t1 + 1;
  }
  const std::int32_t ma = mark(h), mb = mark(hn), mc = mark(hp);
  set_marks(t0, ma, new_mark_, mc);
  set_marks(t1, new_mark_, mb, mc);
  set_face(t1, face(t0));
  if (g >= 0) {
    const std::int32_t md = mark(previous(g)), mb2 = mark(g), ma2 = mark(next(g));
    set_marks(t2, mb2, mark_behind_, md);
    set_marks(t3, mark_behind_, ma2, md);
    set_face(t3, face(t2));
  }
  set_triangle(t0, a, v, c);
  set_triangle(t1, v, b, c);
  link(first_edge(t1) + 1, bc);
  link(first_edge(t0) + 2, ca);
  edges_[at(first_edge(t1) + 1)].owners = own_bc;
  edges_[at(first_edge(t0) + 2)].owners = own_ca;
  link(first_edge(t0) + 1, first_edge(t1) + 2);
  set_owners(first_edge(t0) + 1, 0);
  if (g >= 0) {
    set_triangle(t2, b, v, d);
    set_triangle(t3, v, a, d);
    link(first_edge(t3) + 1, ad);
    link(first_edge(t2) + 2, db);
    edges_[at(first_edge(t3) + 1)].owners = own_ad;
    edges_[at(first_edge(t2) + 2)].owners = own_db;
    link(first_edge(t2) + 1, first_edge(t3) + 2);
    set_owners(first_edge(t2) + 1, 0);
    link(first_edge(t0), first_edge(t3));
    link(first_edge(t1), first_edge(t2));
  } else {
    edges_[at(first_edge(t0))].twin = edges_[at(first_edge(t1))].twin = -1;
  }
  set_owners(first_edge(t0), set);
  set_owners(first_edge(t1), set);
  stack_.insert(stack_.end(), {first_edge(t0) + 2, first_edge(t1) + 1});
  if (g >= 0) stack_.insert(stack_.end(), {first_edge(t2) + 2, first_edge(t3) + 1});
  legalise_around();
}

void Triangulation::flip(std::int32_t h) {
  // Quad a d b c with diagonal ab: h = ab in (a, b, c), g = ba in (b, a, d). Afterwards the diagonal is dc; h is ad in (c, a, d),
  // g is bc in (d, b, c), and ca and db stay where they were.
  const std::int32_t g = twin(h), dc = next(h), cd = next(g);
  HalfEdge &ad = edges_[at(h)], &bc = edges_[at(g)], &old_bc = edges_[at(dc)], &old_ad = edges_[at(cd)];
  const HalfEdge &ca = edges_[at(previous(h))], &db = edges_[at(previous(g))];
  ad.twin = old_ad.twin;
  ad.owners = old_ad.owners;
  bc.twin = old_bc.twin;
  bc.owners = old_bc.owners;
  if (ad.twin >= 0) edges_[at(ad.twin)].twin = h;
  if (bc.twin >= 0) edges_[at(bc.twin)].twin = g;
  old_bc = {db.origin, cd, 0, db.mark};
  old_ad = {ca.origin, dc, 0, ca.mark};
  edge_of_vertex_[at(ad.origin)] = h;
  edge_of_vertex_[at(bc.origin)] = g;
}

bool Triangulation::wants_flip(std::int32_t h) const {
  const std::int32_t g = twin(h);
  if (g < 0 || owners(h) != 0) return false;
  const auto place = [this](std::int32_t e) -> const GridPoint& { return points_[at(origin(e))]; };
  // If so, a d b c is convex and the flip is possible: d lies in the circle, beyond ab, hence not beyond ca or bc.
  return in_circle(place(h), place(next(h)), place(previous(h)), place(previous(g)), doubt_);
}

void Triangulation::legalise(std::vector<std::int32_t>& stack) {
  while (!stack.empty()) {
    const std::int32_t h = stack.back();
    stack.pop_back();
    if (!wants_flip(h)) continue;
    const std::int32_t g = twin(h);
    flip(h);
    stack.insert(stack.end(), {previous(h), h, previous(g), g});  // the four sides
  }
}

void Triangulation::legalise_around() {
  while (!stack_.empty()) {
    const std::int32_t h = stack_.back();
    stack_.pop_back();
    if (!wants_flip(h)) continue;
    const std::int32_t beside = previous(twin(h));
    flip(h);
    stack_.push_back(h);
    stack_.push_back(beside);
  }
}

std::int32_t Triangulation::find_edge(std::int32_t a, std::int32_t b) const {
  const std::int32_t first = edge_of_vertex_[at(a)];
  std::int32_t h = first;
  do {
    if (target(h) == b) return h;
    const std::int32_t p = previous(h);
    if (origin(p) == b) return p;
    h = twin(p);
  } while (h != first && h >= 0);
  if (h == first) return -1;
  // Only the corners of the square are on the hull; their other half is reached the other way round.
  for (h = twin(first); h >= 0; h = twin(h)) {
    h = next(h);
    if (target(h) == b) return h;
    if (origin(previous(h)) == b) return previous(h);
  }
  return -1;
}

}  // namespace wangge
