#include "algorithms/cells/triangulation.hpp"

#include <algorithm>

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

}  // namespace

Triangulation::Triangulation(GridPoint low, GridPoint high, std::size_t expected_vertices) {
  const std::int32_t margin = std::max(high.x - low.x, high.y - low.y) / 4 + 10'000;
  points_.reserve(expected_vertices + 4);
  edges_.reserve(expected_vertices * 8 + 16);
  points_ = {{low.x - margin, low.y - margin},
             {high.x + margin, low.y - margin},
             {high.x + margin, high.y + margin},
             {low.x - margin, high.y + margin}};
  edge_of_vertex_.assign(4, 0);
  set_triangle(new_triangle(), 0, 1, 2);
  set_triangle(new_triangle(), 0, 2, 3);
  link(2, first_edge(1));
}

std::int32_t Triangulation::new_triangle() {
  const auto t = static_cast<std::int32_t>(triangle_count());
  edges_.resize(edges_.size() + 4);
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
  std::int32_t first = first_edge(triangle_of(last_)), entered = -1;
  std::int64_t side[3];
  for (;;) {
    // A random first edge keeps the walk from going round in circles where constraints spoil the Delaunay property.
    coin_ = coin_ * 1664525u + 1013904223u;
    auto k = static_cast<std::int32_t>((coin_ >> 16) % 3);
    std::int32_t out = -1;
    for (int i = 0; i < 3; ++i, k = k == 2 ? 0 : k + 1) {
      const std::int32_t e = first + k;
      if (e == entered) {
        side[k] = 1;  // p lies strictly on this side of the edge the walk came through
        continue;
      }
      side[k] = orientation(point(origin(e)), point(target(e)), p);
      if (side[k] < 0 && twin(e) >= 0) {
        out = twin(e);
        break;
      }
    }
    if (out < 0) break;
    entered = out;
    first = first_edge(triangle_of(out));
  }
  last_ = first;
  Location found{first};
  for (std::int32_t k = 0; k < 3; ++k) {
    if (side[k] != 0) continue;
    found.on_edge = true;
    found.half_edge = first + k;
    if (point(origin(first + k)) == p) found.vertex = origin(first + k);
    if (point(target(first + k)) == p) found.vertex = target(first + k);
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
  const std::int32_t t0 = triangle_of(h), e0 = first_edge(t0);
  const std::int32_t a = origin(e0), b = origin(e0 + 1), c = origin(e0 + 2);
  const std::int32_t twin_bc = twin(e0 + 1), twin_ca = twin(e0 + 2), own_bc = owners(e0 + 1), own_ca = owners(e0 + 2);
  const std::int32_t t1 = new_triangle(), t2 = new_triangle();
  const std::int32_t ma = mark(e0), mb = mark(e0 + 1), mc = mark(e0 + 2);
  set_marks(t0, ma, mb, new_mark_);
  set_marks(t1, mb, mc, new_mark_);
  set_marks(t2, mc, ma, new_mark_);
  set_face(t1, face(t0));
  set_face(t2, face(t0));
  set_triangle(t0, a, b, v);
  set_triangle(t1, b, c, v);
  set_triangle(t2, c, a, v);
  link(first_edge(t1), twin_bc);
  link(first_edge(t2), twin_ca);
  edges_[at(first_edge(t1))].owners = own_bc;
  edges_[at(first_edge(t2))].owners = own_ca;
  link(first_edge(t0) + 1, first_edge(t1) + 2);
  link(first_edge(t1) + 1, first_edge(t2) + 2);
  link(first_edge(t2) + 1, first_edge(t0) + 2);
  for (const std::int32_t e : {first_edge(t0) + 1, first_edge(t1) + 1, first_edge(t2) + 1}) set_owners(e, 0);
  stack_.insert(stack_.end(), {first_edge(t0), first_edge(t1), first_edge(t2)});
  legalise_around();
}

void Triangulation::split_edge(std::int32_t h, std::int32_t v) {
  const std::int32_t g = twin(h), set = owners(h);
  // Left triangle (a, b, c) with h = ab; right triangle (b, a, d) with g = ba.
  const std::int32_t hn = next(h), hp = previous(h);
  const std::int32_t a = origin(h), b = origin(hn), c = origin(hp);
  const std::int32_t bc = twin(hn), ca = twin(hp), own_bc = owners(hn), own_ca = owners(hp);
  const std::int32_t t0 = triangle_of(h), t1 = new_triangle();
  std::int32_t t2 = -1, t3 = -1, d = -1, ad = -1, db = -1, own_ad = 0, own_db = 0;
  if (g >= 0) {
    const std::int32_t gn = next(g), gp = previous(g);
    d = origin(gp);
    ad = twin(gn);
    db = twin(gp);
    own_ad = owners(gn);
    own_db = owners(gp);
    t2 = triangle_of(g);
    t3 = new_triangle();
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
  // Quad a d b c with diagonal ab: h = ab in (a, b, c), g = ba in (b, a, d). Afterwards the diagonal is dc.
  const std::int32_t g = twin(h);
  const std::int32_t t = triangle_of(h), s = triangle_of(g), first = first_edge(t), second = first_edge(s);
  const HalfEdge ab = edges_[at(h)], ba = edges_[at(g)], bc = edges_[at(next(h))], ca = edges_[at(previous(h))],
                 ad = edges_[at(next(g))], db = edges_[at(previous(g))];
  const auto put = [&](std::int32_t where, const HalfEdge& edge) {
    edges_[at(where)] = edge;
    if (edge.twin >= 0) edges_[at(edge.twin)].twin = where;
    edge_of_vertex_[at(edge.origin)] = where;
  };
  edges_[at(first)] = {db.origin, second, 0, db.mark};
  edges_[at(second)] = {ca.origin, first, 0, ca.mark};
  put(first + 1, ca);
  edge_of_vertex_[at(ca.origin)] = second;
  put(first + 2, {ab.origin, ad.twin, ad.owners, ab.mark});
  put(second + 1, db);
  put(second + 2, {ba.origin, bc.twin, bc.owners, bc.mark});
}

bool Triangulation::wants_flip(std::int32_t h) const {
  const std::int32_t g = twin(h);
  if (g < 0 || owners(h) != 0) return false;
  const GridPoint a = point(origin(h)), b = point(target(h)), c = point(origin(previous(h))), d = point(origin(previous(g)));
  // Constraints can leave non-convex quads that look illegal; those must stay.
  return in_circle(a, b, c, d) && orientation(d, c, a) > 0 && orientation(c, d, b) > 0;
}

void Triangulation::legalise(std::vector<std::int32_t>& stack) {
  while (!stack.empty()) {
    const std::int32_t h = stack.back();
    stack.pop_back();
    if (!wants_flip(h)) continue;
    const std::int32_t t = triangle_of(h), s = triangle_of(twin(h));
    flip(h);
    stack.insert(stack.end(), {first_edge(t) + 1, first_edge(t) + 2, first_edge(s) + 1, first_edge(s) + 2});
  }
}

void Triangulation::legalise_around() {
  while (!stack_.empty()) {
    const std::int32_t h = stack_.back();
    stack_.pop_back();
    if (!wants_flip(h)) continue;
    const std::int32_t t = triangle_of(h), s = triangle_of(twin(h));
    flip(h);  // the new vertex is the second corner of t and the first of s
    stack_.push_back(first_edge(t) + 2);
    stack_.push_back(first_edge(s) + 1);
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
