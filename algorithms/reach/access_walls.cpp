#include "algorithms/reach/access_walls.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/reach/place_key.hpp"

namespace wangge {

namespace {

constexpr double kSquare = 50.0;
constexpr double kCompoundSquare = 200.0;     // about a compound (小区)
constexpr double kMostSquaresASide = 2000.0;  // farther out everything is in the last square
// A leg must pass a wall by more than this to cross it; a street drawn along a compound's edge is no way in.
constexpr double kTouch = 1e-3;

void add_ring(const Ring& ring, std::vector<Segment>& walls) {
  for (std::size_t i = 0; i < ring.size(); ++i) walls.push_back({ring[i], ring[(i + 1) % ring.size()]});
}

void add_area(const MultiPolygon& area, std::vector<Segment>& walls) {
  for (const Polygon& polygon : area) {
    add_ring(polygon.outer, walls);
    for (const Ring& hole : polygon.holes) add_ring(hole, walls);
  }
}

/// -1, 0, 1: side of p seen along ab; 0 within kTouch of the line.
int side(Point a, Point b, Point p) {
  const double twice = cross(b - a, p - a), near = kTouch * std::sqrt(dot(b - a, b - a));  // no guards of hypot: a hot path
  return twice > near ? 1 : twice < -near ? -1 : 0;
}

bool cross_each_other(Point p, Point q, const Segment& s) {
  return side(p, q, s.a) * side(p, q, s.b) < 0 && side(s.a, s.b, p) * side(s.a, s.b, q) < 0;
}

/// A leg through a shared corner of two walls passes neither of them properly; it still goes through.
bool passes_corner(Point p, Point q, const Segment& s) {
  return side(p, q, s.a) == 0 && side(p, q, s.b) != 0 && side(s.a, s.b, p) * side(s.a, s.b, q) < 0 && distance(p, s.a) > kTouch &&
         distance(q, s.a) > kTouch && dot(s.a - p, q - p) > 0 && dot(s.a - q, p - q) > 0;
}

}  // namespace

AccessWalls::AccessWalls(const City& city, const WalkGraph* graph)
    : city_(&city), gates_(city.compounds.size()), boxes_(city.compounds.size()) {
  for (const Gate& gate : city.gates) known_.push_back({gate.point, false, 0, 0});
  for (std::uint32_t g = 0; g < city.gates.size(); ++g)
    if (const std::int32_t c = city.gates[g].compound; c >= 0) gates_[static_cast<std::size_t>(c)].push_back(g);
  if (graph != nullptr && city.circles.infer_gates) infer_gates(*graph);
  std::vector<Segment> walls;
  for (const Barrier& barrier : city.barriers) {
    if (city.rules.barrier_rule(barrier.barrier_class) != BarrierRule::hard) continue;
    for (const Polyline& line : barrier.lines)
      for (std::size_t i = 1; i < line.size(); ++i) walls.push_back({line[i - 1], line[i]});
    add_area(barrier.area, walls);
  }
  for (std::size_t c = 0; c < city.compounds.size(); ++c) {
    if (gates_[c].empty() || city.compounds[c].area.empty()) continue;
    gated_.push_back(static_cast<std::int32_t>(c));
    boxes_[c] = bounds(city.compounds[c].area);
    add_area(city.compounds[c].area, walls);
  }
  index_ = SegmentIndex(std::move(walls), kSquare);
  list_gated_by_square();
}

void AccessWalls::infer_gates(const WalkGraph& graph) {
  std::vector<Segment> edges;
  std::vector<std::uint32_t> owner;
  for (std::uint32_t c = 0; c < gates_.size(); ++c) {
    if (!gates_[c].empty()) continue;
    add_area(city_->compounds[c].area, edges);
    owner.resize(edges.size(), c);
  }
  const SegmentIndex index(std::move(edges), kSquare);
  if (index.empty()) return;
  PlaceMap<std::vector<std::uint32_t>> taken;  // compounds that have a gate at the place already
  std::vector<std::uint32_t> seen;
  for (std::uint32_t a = 0; a < graph.arcs.size(); ++a) {
    const WalkArc& arc = graph.arcs[a];
    Box box;
    box.expand(arc.a), box.expand(arc.b);
    seen.clear();
    index.any_near(box, [&](std::uint32_t e) {
      seen.push_back(e);
      return false;
    });
    std::sort(seen.begin(), seen.end());
    seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
    for (const std::uint32_t e : seen) {
      const Segment& edge = index.segments()[e];
      // Half-open on both: a line through a corner, or a vertex on the edge, crosses once. Running along it is not crossing.
      const double p = cross(edge.b - edge.a, arc.a - edge.a), q = cross(edge.b - edge.a, arc.b - edge.a);
      const double r = cross(arc.b - arc.a, edge.a - arc.a), s = cross(arc.b - arc.a, edge.b - arc.a);
      if ((p > 0) == (q > 0) || (r > 0) == (s > 0)) continue;
      const double share = p / (p - q);
      const Point at = arc.a + (arc.b - arc.a) * share;
      std::vector<std::uint32_t>& here = taken[PlaceKey(at)];
      if (std::find(here.begin(), here.end(), owner[e]) != here.end()) continue;
      here.push_back(owner[e]);
      gates_[owner[e]].push_back(static_cast<std::uint32_t>(known_.size()));
      known_.push_back({at, true, a, share * arc.metres});
    }
  }
}

template <class Visit>
void AccessWalls::each_square(const Box& box, Visit&& visit) const {
  const auto place = [](double from, std::int32_t count) {
    return static_cast<std::int32_t>(std::clamp(std::floor(from / kCompoundSquare), 0.0, static_cast<double>(count - 1)));
  };
  const std::int32_t x0 = place(box.min_x - squares_box_.min_x, square_columns_),
                     x1 = place(box.max_x - squares_box_.min_x, square_columns_);
  for (std::int32_t y = place(box.min_y - squares_box_.min_y, square_rows_);
       y <= place(box.max_y - squares_box_.min_y, square_rows_); ++y)
    for (std::int32_t x = x0; x <= x1; ++x)
      visit(static_cast<std::size_t>(y) * static_cast<std::size_t>(square_columns_) + static_cast<std::size_t>(x));
}

void AccessWalls::list_gated_by_square() {
  for (const std::int32_t c : gated_) squares_box_.expand(box_of(c));
  if (gated_.empty()) return;
  square_columns_ = static_cast<std::int32_t>(std::min(squares_box_.width() / kCompoundSquare, kMostSquaresASide)) + 1;
  square_rows_ = static_cast<std::int32_t>(std::min(squares_box_.height() / kCompoundSquare, kMostSquaresASide)) + 1;
  square_first_.assign(static_cast<std::size_t>(square_columns_) * static_cast<std::size_t>(square_rows_) + 1, 0);
  for (const std::int32_t c : gated_) each_square(box_of(c), [&](std::size_t square) { ++square_first_[square + 1]; });
  for (std::size_t i = 1; i < square_first_.size(); ++i) square_first_[i] += square_first_[i - 1];
  square_compounds_.resize(square_first_.back());
  std::vector<std::uint32_t> next(square_first_.begin(), square_first_.end() - 1);
  for (const std::int32_t c : gated_) each_square(box_of(c), [&](std::size_t square) { square_compounds_[next[square]++] = c; });
}

bool AccessWalls::crosses(Point p, Point q) const {
  if (index_.empty()) return false;
  Box box;
  box.expand(p), box.expand(q);
  return index_.any_near(box, [&](std::uint32_t w) {
    const Segment& wall = index_.segments()[w];
    // Either way of crossing needs the two ends on two sides of the wall; most walls around are told apart by that alone.
    if (!(cross(wall.b - wall.a, p - wall.a) * cross(wall.b - wall.a, q - wall.a) < 0)) return false;
    return cross_each_other(p, q, wall) || passes_corner(p, q, wall);
  });
}

bool AccessWalls::any_in(const Box& box) const {
  return index_.any_near(box, [](std::uint32_t) { return true; });
}

const std::vector<std::uint32_t>& AccessWalls::gates_of(std::int32_t compound) const {
  static const std::vector<std::uint32_t> none;
  return compound < 0 ? none : gates_[static_cast<std::size_t>(compound)];
}

std::int32_t AccessWalls::gated_at(Point p, std::int32_t hint) const {
  auto holds = [&](std::int32_t c) {
    return box_of(c).contains(p) && contains(city_->compounds[static_cast<std::size_t>(c)].area, p);
  };
  if (hint >= 0 && !gates_of(hint).empty() && (city_->compounds[static_cast<std::size_t>(hint)].area.empty() || holds(hint)))
    return hint;
  if (gated_.empty() || !squares_box_.contains(p)) return -1;
  std::int32_t found = -1;
  Box at;
  at.expand(p);
  each_square(at, [&](std::size_t square) {
    for (std::uint32_t i = square_first_[square]; i < square_first_[square + 1] && found < 0; ++i)
      if (holds(square_compounds_[i])) found = square_compounds_[i];
  });
  return found;
}

}  // namespace wangge
