/// The part of the triangulation that lays constraints: follows a line, nodes it with what it meets, flips it into being.
#include <algorithm>
#include <cmath>

#include "algorithms/cells/triangulation.hpp"

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

void Triangulation::force_edge(std::int32_t a, std::int32_t b) {
  // `crossed_` holds vertex pairs; half-edge numbers would not survive the flips.
  auto &queue = queue_, &fresh = fresh_;
  queue.clear();
  fresh.clear();
  for (std::size_t i = 0; i + 1 < crossed_.size(); i += 2) queue.emplace_back(crossed_[i], crossed_[i + 1]);
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
  for (const auto& [u, v] : fresh) {
    if ((u == a && v == b) || (u == b && v == a)) continue;
    if (const std::int32_t h = find_edge(u, v); h >= 0) stack_.push_back(h);
  }
  const std::int32_t made = find_edge(a, b);
  const std::int32_t before = owners(made);
  set_owners(made, -1);  // shield the new edge while its surroundings become Delaunay again
  legalise(stack_);
  set_owners(find_edge(a, b), before);
}

bool Triangulation::on_the_way(const ConstraintTask& task, std::int32_t v) const {
  const GridPoint pa = point(task.a), pb = point(task.b), pv = point(v);
  const std::int64_t beside = orientation(pa, pb, pv);
  if (beside != 0 && task.near == 0) return false;
  const std::int64_t dx = std::int64_t{pb.x} - pa.x, dy = std::int64_t{pb.y} - pa.y;
  const std::int64_t along = (std::int64_t{pv.x} - pa.x) * dx + (std::int64_t{pv.y} - pa.y) * dy;
  if (along <= 0) return false;
  if (beside == 0) return true;
  const auto square = static_cast<double>(dx * dx + dy * dy);
  return static_cast<double>(along) < square && std::abs(static_cast<double>(beside)) <= task.near * std::sqrt(square);
}

Triangulation::Exit Triangulation::leave(const ConstraintTask& task) const {
  const GridPoint pa = point(task.a), pb = point(task.b);
  Exit exit{-1, -1};
  const std::int32_t first = edge_of_vertex_[at(task.a)];
  std::int32_t h = first;
  do {
    const std::int32_t p = target(h), q = origin(previous(h));
    if (on_the_way(task, p)) return {-1, p};
    if (exit.half_edge < 0 && orientation(pa, pb, point(p)) < 0 && orientation(pa, pb, point(q)) > 0) exit.half_edge = next(h);
    h = twin(previous(h));
  } while (h != first && h >= 0);
  return exit;
}

std::int32_t Triangulation::vertex_at_crossing(std::int32_t a, std::int32_t b, std::int32_t h) {
  const GridPoint p = point(origin(h)), q = point(target(h)), x = crossing_point(point(a), point(b), p, q);
  if (x == p) return origin(h);
  if (x == q) return target(h);
  last_ = h;
  return insert_vertex(x);
}

bool Triangulation::insert_constraint(std::int32_t from, std::int32_t to, std::int32_t set, double near) {
  tasks_.assign(1, {from, to, set, near});
  for (int guard = 0; !tasks_.empty(); ++guard) {
    if (guard > 100'000) return false;
    const ConstraintTask task = tasks_.back();
    tasks_.pop_back();
    if (task.a == task.b) continue;
    if (const std::int32_t h = find_edge(task.a, task.b); h >= 0) {
      set_owners(h, sets_.toggled(owners(h), task.owners));
      continue;
    }
    const Exit exit = leave(task);
    if (exit.vertex >= 0) {
      tasks_.push_back({exit.vertex, task.b, task.owners, task.near});
      tasks_.push_back({task.a, exit.vertex, task.owners, task.near});
    } else if (exit.half_edge < 0) {
      return false;
    } else {
      lay(task, exit.half_edge);
    }
  }
  return true;
}

void Triangulation::lay(ConstraintTask task, std::int32_t out) {
  const auto [a, b, set, near] = task;
  crossed_.clear();
  for (;;) {
    const std::int32_t p = origin(out), q = target(out);
    if (owners(out) != 0) {
      // Two constraints cross: both pass through the rounded crossing from now on.
      const std::int32_t other = owners(out);
      set_owners(out, 0);
      const std::int32_t v = vertex_at_crossing(a, b, out);
      tasks_.insert(tasks_.end(), {{a, v, set, near}, {v, b, set, near}, {p, v, other, 0}, {v, q, other, 0}});
      return;
    }
    crossed_.push_back(p);
    crossed_.push_back(q);
    const std::int32_t g = twin(out), apex = origin(previous(g));
    if (apex == b) break;
    if (on_the_way(task, apex)) {
      tasks_.push_back({apex, b, set, near});
      tasks_.push_back({a, apex, set, near});
      return;
    }
    const std::int64_t o = orientation(point(a), point(b), point(apex));
    out = o > 0 ? next(g) : previous(g);
  }
  force_edge(a, b);
  const std::int32_t made = find_edge(a, b);
  set_owners(made, sets_.toggled(owners(made), set));
}

}  // namespace wangge
