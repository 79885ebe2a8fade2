#include "algorithms/cells/land_wedges.hpp"

#include <algorithm>

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

constexpr double kLastStep = 20;  // mm

struct Direction {
  double x, y;
};

Direction unit(GridPoint from, GridPoint to) {
  const double x = static_cast<double>(to.x) - from.x, y = static_cast<double>(to.y) - from.y, length = std::sqrt(x * x + y * y);
  return {x / length, y / length};
}

/// Middle of the turn from a to b, counter-clockwise.
Direction between(Direction a, Direction b) {
  const double cross = a.x * b.y - a.y * b.x, dot = a.x * b.x + a.y * b.y;
  Direction sum{a.x + b.x, a.y + b.y};
  if (std::abs(cross) < 1e-9 && dot < 0) return {-a.y, a.x};  // half a turn
  if (std::abs(cross) < 1e-9) return {-a.x, -a.y};            // a whole turn round the end of a wall
  return cross > 0 ? sum : Direction{-sum.x, -sum.y};
}

}  // namespace

bool LandWedges::later(const Waiting& x, const Waiting& y) {
  if (x.distance != y.distance) return x.distance > y.distance;
  return x.place == y.place ? y.towards < x.towards : y.place < x.place;
}

void LandWedges::make(std::span<const std::int32_t> triangles, const WallAlong& wall) {
  wedges_.clear();
  for (const std::int32_t t : triangles)
    for (const std::int32_t h : Triangulation::edges_of(t))
      if (mesh_.mark(h) < 0) make_wedge(h, wall);
}

void LandWedges::make_wedge(std::int32_t start, const WallAlong& wall) {
  // Turn clockwise to the right bound, or all the way round.
  std::int32_t right = start;
  bool bounded = true;
  while (flows(right)) {
    right = Triangulation::next(mesh_.twin(right));
    if (right == start) {
      bounded = false;
      break;
    }
  }
  const auto number = static_cast<std::int32_t>(wedges_.size());
  std::int32_t h = right, left;
  for (;;) {
    mesh_.set_mark(h, number);
    left = Triangulation::previous(h);
    if (!flows(left)) break;
    h = mesh_.twin(left);
    if (h == right) break;
  }
  Wedge wedge;
  wedge.vertex = mesh_.origin(right);
  if (bounded) {
    wedge.towards = mesh_.target(right);
    std::int32_t on_right = wall(right, true), on_left = wall(left, false);
    if (on_right < 0) std::swap(on_right, on_left);
    set_wall(wedge, 0, on_right);
    set_wall(wedge, 1, on_left);
    if (on_right >= 0) wedge.distance = 0;
    wedge.two_sided = on_left >= 0 && wedge.label[0] != wedge.label[1];
    if (wedge.two_sided) {
      const GridPoint v = mesh_.point(wedge.vertex);
      const Direction d = between(unit(v, mesh_.point(mesh_.target(right))), unit(v, mesh_.point(mesh_.origin(left))));
      wedge.x = d.x;
      wedge.y = d.y;
    }
  }
  wedges_.push_back(wedge);
}

template <class Visit>
void LandWedges::each_triangle_at(std::int32_t start, Visit visit) const {
  std::int32_t h = start;
  visit(h);
  while (flows(h)) {  // clockwise
    h = Triangulation::next(mesh_.twin(h));
    if (h == start) return;
    visit(h);
  }
  for (h = Triangulation::previous(start); flows(h); h = Triangulation::previous(mesh_.twin(h))) visit(mesh_.twin(h));
}

LandWedges::News LandWedges::learn(Wedge& wedge, const Wedge& from) const {
  if (wedge.distance == 0) return News::none;
  const GridPoint p = mesh_.point(wedge.vertex);
  News news = News::none;
  for (int i = 0; i < 2; ++i) {
    const std::int32_t wall = from.wall[i], label = from.label[i];
    if (wall < 0 || wall == wedge.wall[0] || wall == wedge.wall[1]) continue;
    const double d = pieces_[at(wall)].squared_to(p.x, p.y);
    const bool other = wedge.wall[0] >= 0 && label != wedge.label[0];
    if (nearer(d, wall, wedge.distance, wedge.wall[0])) {
      if (other) wedge.wall[1] = wedge.wall[0], wedge.label[1] = wedge.label[0], wedge.second = wedge.distance;
      wedge.wall[0] = wall;
      wedge.label[0] = label;
      wedge.distance = d;
      news = News::nearest;
    } else if (other && nearer(d, wall, wedge.second, wedge.wall[1])) {
      wedge.wall[1] = wall;
      wedge.label[1] = label;
      wedge.second = d;
      news = std::max(news, News::second);
    }
  }
  return news;
}

bool LandWedges::has_news(const Wedge& wedge, const Wedge& from) const {
  if (wedge.distance == 0) return false;
  const GridPoint p = mesh_.point(wedge.vertex);
  for (int i = 0; i < 2; ++i) {
    const std::int32_t wall = from.wall[i];
    if (wall < 0 || wall == wedge.wall[0] || wall == wedge.wall[1]) continue;
    const double d = pieces_[at(wall)].squared_to(p.x, p.y);
    if (nearer(d, wall, wedge.distance, wedge.wall[0])) return true;
    if (wedge.wall[0] >= 0 && from.label[i] != wedge.label[0] && nearer(d, wall, wedge.second, wedge.wall[1])) return true;
  }
  return false;
}

void LandWedges::wait(std::int32_t h) {
  Wedge& wedge = wedges_[at(mesh_.mark(h))];
  if (wedge.waiting) return;
  wedge.waiting = true;
  const GridPoint place = mesh_.point(wedge.vertex);
  heap_.push_back({wedge.distance, place, wedge.towards < 0 ? place : mesh_.point(wedge.towards), h});
  std::push_heap(heap_.begin(), heap_.end(), later);
}

void LandWedges::note_looked_at(std::int32_t corner) {
  each_triangle_at(corner, [&](std::int32_t k) { looked_at_.push_back(Triangulation::triangle_of(k)); });
}

void LandWedges::tell_the_told() {
  for (const std::int32_t h : told_) wait(h);
  told_.clear();
}

void LandWedges::spread_waiting() {
  while (!heap_.empty()) {
    std::pop_heap(heap_.begin(), heap_.end(), later);
    const std::int32_t corner = heap_.back().corner;
    heap_.pop_back();
    wedges_[at(mesh_.mark(corner))].waiting = false;
    const Wedge& from = at_corner(corner);  // no corner of its own triangles belongs to it
    each_triangle_at(corner, [&](std::int32_t h) {
      for (const std::int32_t e : {Triangulation::next(h), Triangulation::previous(h)})
        if (const News news = learn(wedges_[at(mesh_.mark(e))], from); news != News::none) {
          wait(e);
          if (news == News::nearest) note_looked_at(e);
        }
    });
  }
}

void LandWedges::spread(std::span<const std::int32_t> triangles) {
  // First what walls have to say to the corners beside them: they never learn themselves.
  for (const std::int32_t t : triangles)
    for (const std::int32_t h : Triangulation::edges_of(t)) {
      Wedge& wedge = wedges_[at(mesh_.mark(h))];
      if (wedge.distance == 0) continue;
      News news = News::none;
      for (const std::int32_t e : {Triangulation::next(h), Triangulation::previous(h)})
        if (const Wedge& from = at_corner(e); from.distance == 0) news = std::max(news, learn(wedge, from));
      if (news != News::none) told_.push_back(h);
    }
  tell_the_told();
  for (const std::int32_t t : triangles)
    for (const std::int32_t h : Triangulation::edges_of(t)) {
      const Wedge& from = at_corner(h);
      if (from.wall[0] < 0 || from.distance == 0 || from.waiting) continue;
      // Only a corner that has something to say to another one.
      if (has_news(at_corner(Triangulation::next(h)), from) || has_news(at_corner(Triangulation::previous(h)), from)) wait(h);
    }
  spread_waiting();
  looked_at_.clear();
}

template <class Visit>
void LandWedges::each_spoke(std::int32_t vertex, Visit visit) const {
  const std::int32_t start = mesh_.edge_from(vertex);
  std::int32_t h = start;
  do {
    const std::int32_t back = Triangulation::previous(h);
    if (has_wedges(Triangulation::triangle_of(h))) {
      visit(h, Triangulation::next(h));
      if (!flows(back)) visit(h, back);  // a spoke along a line: the land behind it has corners of its own
    }
    h = mesh_.twin(back);
  } while (h != start);
}

std::span<const std::int32_t> LandWedges::spread_from(std::span<const std::int32_t> vertices) {
  looked_at_.clear();
  // Edges that have come into being all end at new vertices: the others have nothing to tell each other.
  for (const std::int32_t v : vertices)
    each_spoke(v, [&](std::int32_t h, std::int32_t other) {
      Wedge& wedge = wedges_[at(mesh_.mark(h))];
      if (const Wedge& from = at_corner(other); from.distance == 0 && learn(wedge, from) != News::none) told_.push_back(h);
    });
  tell_the_told();
  for (const std::int32_t v : vertices)
    each_spoke(v, [&](std::int32_t h, std::int32_t other) {
      const auto tell = [&](std::int32_t from, std::int32_t to) {
        const Wedge& wedge = at_corner(from);
        if (wedge.wall[0] >= 0 && wedge.distance != 0 && !wedge.waiting && has_news(at_corner(to), wedge)) wait(from);
      };
      tell(h, other);
      tell(other, h);
    });
  spread_waiting();
  return looked_at_;
}

std::int32_t LandWedges::insert(GridPoint p, std::int32_t triangle, std::int32_t nearest_wall, double apart) {
  const auto number = static_cast<std::int32_t>(wedges_.size());
  const std::int32_t v = mesh_.insert_marked(p, triangle, number, apart);
  if (v < 0) return -1;
  Wedge wedge;
  wedge.vertex = v;
  set_wall(wedge, 0, nearest_wall);
  wedge.distance = pieces_[at(nearest_wall)].squared_to(p.x, p.y);
  wedges_.push_back(wedge);
  return v;
}

std::int32_t LandWedges::insert_on_line(GridPoint p, std::int32_t h, double apart) {
  const std::int32_t g = mesh_.twin(h), a = mesh_.origin(h), b = mesh_.target(h);
  std::array<Wedge, 2> made;
  std::array<std::int32_t, 2> number{-1, -1};
  auto count = static_cast<std::int32_t>(wedges_.size());
  for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
    const std::int32_t e = side == 0 ? h : g;
    if (e < 0 || !has_wedges(Triangulation::triangle_of(e))) continue;
    number[side] = count++;
    NearWalls walls(pieces_);
    add_walls_around(e, walls);
    set_wall(made[side], 0, walls.nearest(p.x, p.y));
    if (made[side].wall[0] >= 0) made[side].distance = pieces_[at(made[side].wall[0])].squared_to(p.x, p.y);
  }
  const std::int32_t v = mesh_.split_marked(h, p, number[0], number[1], apart);
  if (v < 0) return -1;
  for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
    made[side].vertex = v;
    made[side].towards = side == 0 ? b : a;
    if (number[side] >= 0) wedges_.push_back(made[side]);
  }
  return v;
}

void LandWedges::add_walls_around(std::int32_t h, NearWalls& walls) const {
  // In the same order from either side of the edge: of equally near walls the first one counts.
  const std::int32_t a = h, b = Triangulation::next(h), left = Triangulation::previous(h),
                     right = flows(h) ? Triangulation::previous(mesh_.twin(h)) : -1;
  const bool turned = mesh_.point(mesh_.origin(b)) < mesh_.point(mesh_.origin(a));
  add_walls_at(turned ? b : a, walls);
  add_walls_at(turned ? a : b, walls);
  for (const std::int32_t e : {turned ? right : left, turned ? left : right})
    if (e >= 0) add_walls_at(e, walls);
}

double LandWedges::change_along(std::int32_t h, std::int32_t a, std::int32_t b, const NearWalls& walls) const {
  const GridPoint v = mesh_.point(mesh_.origin(h)), w = mesh_.point(mesh_.target(h));
  // Always from the western end, so that either side of the edge gets the same answer.
  return w < v ? 1 - change_between(w, v, b, a, walls) : change_between(v, w, a, b, walls);
}

double LandWedges::change_between(GridPoint v, GridPoint w, std::int32_t a, std::int32_t b, const NearWalls& walls) {
  const double dx = static_cast<double>(w.x) - v.x, dy = static_cast<double>(w.y) - v.y;
  const WallDuel duel(walls, a, b);
  const double length = std::abs(dx) + std::abs(dy);
  // Newton's method from the middle. A short step needs no second look: what it leaves is as the square of what it mends.
  double t = 0.5;
  for (int i = 0; i < 5; ++i) {
    const WallDuel::Lead lead = duel.lead(v.x + t * dx, v.y + t * dy, dx, dy);
    if (std::abs(lead.value) < 0.01) return t;
    const double step = lead.value / lead.slope, next = t - step;
    if (!(lead.slope > 0 && next > 0 && next < 1)) break;
    t = next;
    if (std::abs(step) * length < kLastStep && std::abs(lead.value) < kLastStep) return t;
  }
  auto lead = [&](double share) { return duel.lead(v.x + share * dx, v.y + share * dy); };
  double low = 0, high = 1, at_low = lead(0), at_high = lead(1);
  if (at_low >= 0) return 0;
  if (at_high <= 0) return 1;
  const double enough = 0.5 / length;
  // Where that leads astray, regula falsi in the Illinois variant (Dowell & Jarratt 1971).
  int side = 0;
  for (int i = 0; i < 20 && high - low > enough; ++i) {
    t = low + (high - low) * at_low / (at_low - at_high);
    const double value = lead(t);
    if (std::abs(value) < 0.01) break;
    if (value < 0) {
      low = t;
      at_low = value;
      if (side < 0) at_high /= 2;
      side = -1;
    } else {
      high = t;
      at_high = value;
      if (side > 0) at_low /= 2;
      side = 1;
    }
  }
  return t;
}

}  // namespace wangge
