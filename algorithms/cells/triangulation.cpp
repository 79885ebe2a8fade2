#include "algorithms/cells/triangulation.hpp"

#include <algorithm>
#include <iterator>

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// Crossing of ab and cd at the nearest millimetre; the lines are known to cross properly.
GridPoint crossing_point(GridPoint a, GridPoint b, GridPoint c, GridPoint d) {
  const auto oa = static_cast<double>(orientation(c, d, a)), ob = static_cast<double>(orientation(c, d, b));
  const double t = oa / (oa - ob);
  return {static_cast<std::int32_t>(std::llround(a.x + t * (static_cast<double>(b.x) - a.x))),
          static_cast<std::int32_t>(std::llround(a.y + t * (static_cast<double>(b.y) - a.y)))};
}

}  // namespace

std::int32_t OwnerSets::intern(std::vector<std::int32_t> members) {
  const auto [found, fresh] = numbers_.emplace(std::move(members), static_cast<std::int32_t>(sets_.size()));
  if (fresh) sets_.push_back(found->first);
  return found->second;
}

std::int32_t OwnerSets::toggled(std::int32_t a, std::int32_t b) {
  if (a == 0) return b;
  if (b == 0) return a;
  std::vector<std::int32_t> out;
  const auto &x = sets_[at(a)], &y = sets_[at(b)];
  std::set_symmetric_difference(x.begin(), x.end(), y.begin(), y.end(), std::back_inserter(out));
  return intern(std::move(out));
}

Triangulation::Triangulation(GridPoint low, GridPoint high, std::size_t expected_vertices) {
  const std::int32_t margin = std::max(high.x - low.x, high.y - low.y) / 4 + 10'000;
  points_.reserve(expected_vertices + 4);
  origin_.reserve(expected_vertices * 6 + 12);
  twin_.reserve(expected_vertices * 6 + 12);
  owners_.reserve(expected_vertices * 6 + 12);
  points_ = {{low.x - margin, low.y - margin},
             {high.x + margin, low.y - margin},
             {high.x + margin, high.y + margin},
             {low.x - margin, high.y + margin}};
  edge_of_vertex_.assign(4, 0);
  set_triangle(new_triangle(), 0, 1, 2);
  set_triangle(new_triangle(), 0, 2, 3);
  link(2, 3);
}

std::int32_t Triangulation::new_triangle() {
  const auto t = static_cast<std::int32_t>(origin_.size() / 3);
  origin_.insert(origin_.end(), 3, -1);
  twin_.insert(twin_.end(), 3, -1);
  owners_.insert(owners_.end(), 3, 0);
  return t;
}

void Triangulation::set_triangle(std::int32_t t, std::int32_t a, std::int32_t b, std::int32_t c) {
  const std::int32_t h = 3 * t;
  origin_[at(h)] = a;
  origin_[at(h + 1)] = b;
  origin_[at(h + 2)] = c;
  edge_of_vertex_[at(a)] = h;
  edge_of_vertex_[at(b)] = h + 1;
  edge_of_vertex_[at(c)] = h + 2;
}

void Triangulation::link(std::int32_t h, std::int32_t g) {
  twin_[at(h)] = g;
  if (g >= 0) twin_[at(g)] = h;
}

void Triangulation::set_owners(std::int32_t h, std::int32_t set) {
  owners_[at(h)] = set;
  if (twin(h) >= 0) owners_[at(twin(h))] = set;
}

Triangulation::Location Triangulation::locate(GridPoint p) {
  std::int32_t h = last_ - last_ % 3;
  for (;;) {
    // A random first edge keeps the walk from going round in circles where constraints spoil the Delaunay property.
    coin_ = coin_ * 1664525u + 1013904223u;
    std::int32_t e = h + static_cast<std::int32_t>((coin_ >> 16) % 3);
    bool moved = false;
    for (int i = 0; i < 3; ++i, e = next(e)) {
      if (orientation(point(origin(e)), point(target(e)), p) < 0 && twin(e) >= 0) {
        h = twin(e) - twin(e) % 3;
        moved = true;
        break;
      }
    }
    if (!moved) break;
  }
  last_ = h;
  Location found{h};
  for (std::int32_t e = h; e < h + 3; ++e) {
    if (point(origin(e)) == p) found.vertex = origin(e);
    if (orientation(point(origin(e)), point(target(e)), p) == 0) found.on_edge = true, found.half_edge = e;
  }
  return found;
}

std::int32_t Triangulation::triangle_at(GridPoint p) { return locate(p).half_edge / 3; }

std::int32_t Triangulation::insert_vertex(GridPoint p, std::int32_t snap) {
  const Location where = locate(p);
  if (where.vertex >= 0) return where.vertex;
  if (snap > 0) {
    const std::int32_t first = where.half_edge - where.half_edge % 3;
    for (std::int32_t e = first; e < first + 3; ++e)
      if (squared_distance(point(origin(e)), p) <= std::int64_t{snap} * snap) return origin(e);
  }
  const auto v = static_cast<std::int32_t>(points_.size());
  points_.push_back(p);
  edge_of_vertex_.push_back(-1);
  if (where.on_edge)
    split_edge(where.half_edge, v);
  else
    split_triangle(where.half_edge, v);
  return v;
}

void Triangulation::split_triangle(std::int32_t h, std::int32_t v) {
  const std::int32_t t0 = h / 3, e0 = 3 * t0;
  const std::int32_t a = origin(e0), b = origin(e0 + 1), c = origin(e0 + 2);
  const std::int32_t twin_bc = twin(e0 + 1), twin_ca = twin(e0 + 2), own_bc = owners(e0 + 1), own_ca = owners(e0 + 2);
  const std::int32_t t1 = new_triangle(), t2 = new_triangle();
  set_triangle(t0, a, b, v);
  set_triangle(t1, b, c, v);
  set_triangle(t2, c, a, v);
  link(3 * t1, twin_bc);
  link(3 * t2, twin_ca);
  owners_[at(3 * t1)] = own_bc;
  owners_[at(3 * t2)] = own_ca;
  link(3 * t0 + 1, 3 * t1 + 2);
  link(3 * t1 + 1, 3 * t2 + 2);
  link(3 * t2 + 1, 3 * t0 + 2);
  for (const std::int32_t e : {3 * t0 + 1, 3 * t1 + 1, 3 * t2 + 1}) set_owners(e, 0);
  stack_ = {3 * t0, 3 * t1, 3 * t2};
  legalise(stack_);
}

void Triangulation::split_edge(std::int32_t h, std::int32_t v) {
  const std::int32_t g = twin(h), set = owners(h);
  // Left triangle (a, b, c) with h = ab; right triangle (b, a, d) with g = ba.
  const std::int32_t hn = next(h), hp = previous(h);
  const std::int32_t a = origin(h), b = origin(hn), c = origin(hp);
  const std::int32_t bc = twin(hn), ca = twin(hp), own_bc = owners(hn), own_ca = owners(hp);
  const std::int32_t t0 = h / 3, t1 = new_triangle();
  std::int32_t t2 = -1, t3 = -1, d = -1, ad = -1, db = -1, own_ad = 0, own_db = 0;
  if (g >= 0) {
    const std::int32_t gn = next(g), gp = previous(g);
    d = origin(gp);
    ad = twin(gn);
    db = twin(gp);
    own_ad = owners(gn);
    own_db = owners(gp);
    t2 = g / 3;
    t3 = new_triangle();
  }
  set_triangle(t0, a, v, c);
  set_triangle(t1, v, b, c);
  link(3 * t1 + 1, bc);
  link(3 * t0 + 2, ca);
  owners_[at(3 * t1 + 1)] = own_bc;
  owners_[at(3 * t0 + 2)] = own_ca;
  link(3 * t0 + 1, 3 * t1 + 2);
  set_owners(3 * t0 + 1, 0);
  if (g >= 0) {
    set_triangle(t2, b, v, d);
    set_triangle(t3, v, a, d);
    link(3 * t3 + 1, ad);
    link(3 * t2 + 2, db);
    owners_[at(3 * t3 + 1)] = own_ad;
    owners_[at(3 * t2 + 2)] = own_db;
    link(3 * t2 + 1, 3 * t3 + 2);
    set_owners(3 * t2 + 1, 0);
    link(3 * t0, 3 * t3);
    link(3 * t1, 3 * t2);
  } else {
    twin_[at(3 * t0)] = twin_[at(3 * t1)] = -1;
  }
  set_owners(3 * t0, set);
  set_owners(3 * t1, set);
  stack_ = {3 * t0 + 2, 3 * t1 + 1};
  if (g >= 0) stack_.insert(stack_.end(), {3 * t2 + 2, 3 * t3 + 1});
  legalise(stack_);
}

void Triangulation::flip(std::int32_t h) {
  // Quad a d b c with diagonal ab: h = ab in (a, b, c), g = ba in (b, a, d). Afterwards the diagonal is dc.
  const std::int32_t g = twin(h);
  const std::int32_t hn = next(h), hp = previous(h), gn = next(g), gp = previous(g);
  const std::int32_t a = origin(h), b = origin(g), c = origin(hp), d = origin(gp);
  const std::int32_t bc = twin(hn), ca = twin(hp), ad = twin(gn), db = twin(gp);
  const std::int32_t own_bc = owners(hn), own_ca = owners(hp), own_ad = owners(gn), own_db = owners(gp);
  const std::int32_t t = h / 3, s = g / 3;
  set_triangle(t, d, c, a);
  set_triangle(s, c, d, b);
  link(3 * t, 3 * s);
  link(3 * t + 1, ca);
  link(3 * t + 2, ad);
  link(3 * s + 1, db);
  link(3 * s + 2, bc);
  owners_[at(3 * t)] = owners_[at(3 * s)] = 0;
  owners_[at(3 * t + 1)] = own_ca;
  owners_[at(3 * t + 2)] = own_ad;
  owners_[at(3 * s + 1)] = own_db;
  owners_[at(3 * s + 2)] = own_bc;
}

void Triangulation::legalise(std::vector<std::int32_t>& stack) {
  while (!stack.empty()) {
    const std::int32_t h = stack.back();
    stack.pop_back();
    const std::int32_t g = twin(h);
    if (g < 0 || owners(h) != 0) continue;
    const GridPoint a = point(origin(h)), b = point(target(h)), c = point(origin(previous(h))), d = point(origin(previous(g)));
    if (!in_circle(a, b, c, d)) continue;
    // Constraints can leave non-convex quads that look illegal; those must stay.
    if (orientation(d, c, a) <= 0 || orientation(c, d, b) <= 0) continue;
    const std::int32_t t = h / 3, s = g / 3;
    flip(h);
    stack.insert(stack.end(), {3 * t + 1, 3 * t + 2, 3 * s + 1, 3 * s + 2});
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

void Triangulation::force_edge(std::int32_t a, std::int32_t b, const std::vector<std::int32_t>& crossed) {
  // `crossed` holds vertex pairs; half-edge numbers would not survive the flips.
  std::vector<std::pair<std::int32_t, std::int32_t>> queue;
  for (std::size_t i = 0; i + 1 < crossed.size(); i += 2) queue.emplace_back(crossed[i], crossed[i + 1]);
  std::vector<std::pair<std::int32_t, std::int32_t>> fresh;
  const GridPoint pa = point(a), pb = point(b);
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const auto [u, v] = queue[i];
    const std::int32_t h = find_edge(u, v);
    const std::int32_t g = twin(h);
    const std::int32_t c = origin(previous(h)), d = origin(previous(g));
    const GridPoint pc = point(c), pd = point(d);
    if (orientation(pd, pc, point(origin(h))) <= 0 || orientation(pc, pd, point(target(h))) <= 0) {
      queue.emplace_back(u, v);
      continue;
    }
    flip(h);
    const bool still = c != a && c != b && d != a && d != b && (orientation(pa, pb, pc) > 0) != (orientation(pa, pb, pd) > 0);
    (still ? queue : fresh).emplace_back(c, d);
  }
  std::vector<std::int32_t> stack;
  for (const auto& [u, v] : fresh) {
    if ((u == a && v == b) || (u == b && v == a)) continue;
    if (const std::int32_t h = find_edge(u, v); h >= 0) stack.push_back(h);
  }
  const std::int32_t made = find_edge(a, b);
  const std::int32_t before = owners(made);
  set_owners(made, -1);  // shield the new edge while its surroundings become Delaunay again
  legalise(stack);
  set_owners(find_edge(a, b), before);
}

Triangulation::Exit Triangulation::leave(std::int32_t a, std::int32_t b) const {
  const GridPoint pa = point(a), pb = point(b);
  const auto ahead = [&](std::int32_t v) {
    const GridPoint pv = point(v);
    return (std::int64_t{pv.x} - pa.x) * (std::int64_t{pb.x} - pa.x) + (std::int64_t{pv.y} - pa.y) * (std::int64_t{pb.y} - pa.y) >
           0;
  };
  const std::int32_t first = edge_of_vertex_[at(a)];
  std::int32_t h = first;
  do {
    const std::int32_t p = target(h), q = origin(previous(h));
    const std::int64_t op = orientation(pa, pb, point(p)), oq = orientation(pa, pb, point(q));
    if (op == 0 && ahead(p)) return {-1, p};
    if (op < 0 && oq > 0) return {next(h), -1};
    h = twin(previous(h));
  } while (h != first && h >= 0);
  return {-1, -1};
}

std::int32_t Triangulation::vertex_at_crossing(std::int32_t a, std::int32_t b, std::int32_t h) {
  const GridPoint p = point(origin(h)), q = point(target(h)), x = crossing_point(point(a), point(b), p, q);
  if (x == p) return origin(h);
  if (x == q) return target(h);
  last_ = h;
  return insert_vertex(x);
}

bool Triangulation::insert_constraint(std::int32_t from, std::int32_t to, std::int32_t set) {
  std::vector<ConstraintTask> tasks{{from, to, set}};
  for (int guard = 0; !tasks.empty(); ++guard) {
    if (guard > 100'000) return false;
    const ConstraintTask task = tasks.back();
    tasks.pop_back();
    if (task.a == task.b) continue;
    if (const std::int32_t h = find_edge(task.a, task.b); h >= 0) {
      set_owners(h, sets_.toggled(owners(h), task.owners));
      continue;
    }
    const Exit exit = leave(task.a, task.b);
    if (exit.vertex >= 0) {
      tasks.push_back({exit.vertex, task.b, task.owners});
      tasks.push_back({task.a, exit.vertex, task.owners});
    } else if (exit.half_edge < 0) {
      return false;
    } else {
      lay(task, exit.half_edge, tasks);
    }
  }
  return true;
}

void Triangulation::lay(const ConstraintTask& task, std::int32_t out, std::vector<ConstraintTask>& tasks) {
  const auto [a, b, set] = task;
  std::vector<std::int32_t> crossed;
  std::int32_t end = b;
  for (;;) {
    const std::int32_t p = origin(out), q = target(out);
    if (owners(out) != 0) {
      // Two constraints cross: both pass through the rounded crossing from now on.
      const std::int32_t other = owners(out);
      set_owners(out, 0);
      const std::int32_t v = vertex_at_crossing(a, b, out);
      tasks.insert(tasks.end(), {{a, v, set}, {v, b, set}, {p, v, other}, {v, q, other}});
      return;
    }
    crossed.push_back(p);
    crossed.push_back(q);
    const std::int32_t g = twin(out), apex = origin(previous(g));
    if (apex == b) break;
    const std::int64_t o = orientation(point(a), point(b), point(apex));
    if (o == 0) {
      end = apex;
      break;
    }
    out = o > 0 ? next(g) : previous(g);
  }
  force_edge(a, end, crossed);
  const std::int32_t made = find_edge(a, end);
  set_owners(made, sets_.toggled(owners(made), set));
  if (end != b) tasks.push_back({end, b, set});
}

}  // namespace wangge
