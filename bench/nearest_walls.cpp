#include "bench/nearest_walls.hpp"

#include <cmath>
#include <limits>

namespace wangge::bench {

namespace {

template <class Visit>
void each_edge(const MultiPolygon& area, Visit visit) {
  auto ring = [&](const Ring& r) {
    for (std::size_t i = 0; i < r.size(); ++i) visit(r[i], r[(i + 1) % r.size()]);
  };
  for (const Polygon& p : area) {
    ring(p.outer);
    for (const Ring& hole : p.holes) ring(hole);
  }
}

bool cross_each_other(Point a, Point b, Point c, Point d) {
  const double o1 = cross(b - a, c - a), o2 = cross(b - a, d - a), o3 = cross(d - c, a - c), o4 = cross(d - c, b - c);
  return o1 * o2 <= 0 && o3 * o4 <= 0;
}

}  // namespace

NearestWalls::NearestWalls(const CommunityScene& scene) : scene_(scene) {
  const City& city = *scene.city;
  const Box here = bounds(city.communities[static_cast<std::size_t>(scene.community)].area);
  auto enclose = [&](Point a, Point b) {
    Box box;
    box.expand(a);
    box.expand(b);
    if (box.intersects(here)) enclosing_.emplace_back(a, b);
  };
  each_edge(city.communities[static_cast<std::size_t>(scene.community)].area, enclose);
  for (const std::int32_t b : scene.barriers) {
    const Barrier& barrier = city.barriers[static_cast<std::size_t>(b)];
    each_edge(barrier.area, enclose);
    if (!barrier.area.empty() && bounds(barrier.area).intersects(here))
      barriers_.push_back({&barrier.area, bounds(barrier.area)});
    for (const Polyline& line : barrier.lines)
      for (std::size_t i = 1; i < line.size(); ++i) enclose(line[i - 1], line[i]);
  }
  for (const std::int32_t b : scene.buildings) {
    const MultiPolygon& footprint = city.buildings[static_cast<std::size_t>(b)].footprint;
    each_edge(footprint, [&](Point a, Point c) { walls_.push_back({a, c, b}); });
    footprint_boxes_.push_back(bounds(footprint));
  }
  auto add_yard = [&](const MultiPolygon& area) {
    if (area.empty()) return;
    yards_.push_back({&area, bounds(area)});
    each_edge(area, enclose);
  };
  for (const std::int32_t c : scene.compounds) add_yard(city.compounds[static_cast<std::size_t>(c)].area);
  for (const std::int32_t e : scene.exclusives) add_yard(city.exclusives[static_cast<std::size_t>(e)].area);
  for (int y = 0; y < static_cast<int>(yards_.size()); ++y) add_yard_walls(y);
}

void NearestWalls::add_yard_walls(int yard) {
  const Box& here = yards_[static_cast<std::size_t>(yard)].box;
  std::vector<Wall> inner;
  for (const Wall& w : walls_)
    if (here.contains(w.a) || here.contains(w.b)) inner.push_back(w);
  if (inner.empty()) return;
  each_edge(*yards_[static_cast<std::size_t>(yard)].area, [&](Point a, Point b) {
    const int pieces = std::max(1, static_cast<int>(std::ceil(distance(a, b))));
    const Point step = (b - a) * (1.0 / pieces);
    for (int i = 0; i < pieces; ++i) {
      const Point from = a + step * i, middle = from + step * 0.5;
      Answer behind{-1, std::numeric_limits<double>::infinity(), middle};
      ask(inner, middle, behind);
      // Only walls of buildings inside the yard give the wall to somebody.
      if (behind.building < 0 || yard_of(middle + (behind.foot - middle) * 0.999) != yard || blocked(middle, behind.foot))
        continue;
      yard_walls_.push_back({from, from + step, behind.building});
    }
  });
}

int NearestWalls::yard_of(Point p) const {
  for (int y = 0; y < static_cast<int>(yards_.size()); ++y)
    if (yards_[static_cast<std::size_t>(y)].box.contains(p) && contains(*yards_[static_cast<std::size_t>(y)].area, p)) return y;
  return -1;
}

bool NearestWalls::under_barrier(Point p) const {
  for (const Yard& b : barriers_)
    if (b.box.contains(p) && contains(*b.area, p)) return true;
  return false;
}

bool NearestWalls::in_building(Point p) const {
  for (std::size_t i = 0; i < footprint_boxes_.size(); ++i)
    if (footprint_boxes_[i].contains(p) &&
        contains(scene_.city->buildings[static_cast<std::size_t>(scene_.buildings[i])].footprint, p))
      return true;
  return false;
}

bool NearestWalls::blocked(Point p, Point foot) const {
  // Both ends may stand on a wall.
  const Point a = p + (foot - p) * 1e-3, b = p + (foot - p) * 0.999;
  for (const auto& [c, d] : enclosing_)
    if (cross_each_other(a, b, c, d)) return true;
  return false;
}

void NearestWalls::ask(const std::vector<Wall>& walls, Point p, Answer& best) {
  for (const Wall& w : walls)
    if (const Foot foot = foot_on_segment(p, w.a, w.b); foot.metres < best.metres) best = {w.building, foot.metres, foot.at};
}

NearestWalls::Answer NearestWalls::nearest(Point p, bool with_yards) const {
  Answer best{-1, std::numeric_limits<double>::infinity(), p};
  ask(walls_, p, best);
  if (with_yards) ask(yard_walls_, p, best);
  return best;
}

std::optional<NearestWalls::Answer> NearestWalls::at(Point p) const {
  if (under_barrier(p) || in_building(p)) return std::nullopt;
  const Answer best = nearest(p, yard_of(p) < 0);
  if (best.building < 0 || blocked(p, best.foot)) return std::nullopt;
  return best;
}

NearestWalls::Answer NearestWalls::from(Point p, std::int32_t building) const {
  Answer best{-1, std::numeric_limits<double>::infinity(), p};
  auto ask = [&](const std::vector<Wall>& walls) {
    for (const Wall& w : walls) {
      if (w.building != building) continue;
      if (const Foot foot = foot_on_segment(p, w.a, w.b); foot.metres < best.metres) best = {building, foot.metres, foot.at};
    }
  };
  ask(walls_);
  if (yard_of(p) < 0) ask(yard_walls_);
  return best;
}

}  // namespace wangge::bench
