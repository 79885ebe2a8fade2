#include "render/label_candidates.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <queue>
#include <span>

namespace wangge {

namespace {

constexpr double kDegrees = 180 / 3.14159265358979323846;

/// Squared distance of p to the ring's border; flips `inside` once for every edge to the right of p.
double squared_distance(Point p, std::span<const Point> ring, bool& inside) {
  double least = std::numeric_limits<double>::infinity();
  Point a = ring.back();
  for (const Point b : ring) {
    const Point step = b - a, offset = p - a;
    const double size = dot(step, step), along = size > 0 ? std::clamp(dot(offset, step) / size, 0.0, 1.0) : 0;
    const Point off = offset - step * along;
    least = std::min(least, dot(off, off));
    if ((a.y > p.y) != (b.y > p.y) && offset.x < step.x * (offset.y / step.y)) inside = !inside;
    a = b;
  }
  return least;
}

/// Distance to the border, negative outside.
double inner_distance(const MultiPolygon& area, Point p) {
  double least = std::numeric_limits<double>::infinity();
  bool inside = false;
  for (const Polygon& polygon : area) {
    if (!polygon.outer.empty()) least = std::min(least, squared_distance(p, polygon.outer, inside));
    for (const Ring& hole : polygon.holes) {
      if (!hole.empty()) least = std::min(least, squared_distance(p, hole, inside));
    }
  }
  return inside ? std::sqrt(least) : -std::sqrt(least);
}

struct Square {
  Point centre;
  double half = 0;   ///< half the side
  double inner = 0;  ///< distance of the centre to the border
  [[nodiscard]] double best_possible() const { return inner + half * 1.41421356237309515; }
};
struct LessPromising {
  bool operator()(const Square& a, const Square& b) const { return a.best_possible() < b.best_possible(); }
};

/// Liang-Barsky: does the segment pass through the inside of the box?
bool segment_meets_box(Point a, Point b, const Box& box) {
  double from = 0, to = 1;
  const Point step = b - a;
  const double delta[4] = {-step.x, step.x, -step.y, step.y};
  const double room[4] = {a.x - box.min_x, box.max_x - a.x, a.y - box.min_y, box.max_y - a.y};
  for (int i = 0; i < 4; ++i) {
    if (delta[i] == 0) {
      if (room[i] < 0) return false;
      continue;
    }
    const double share = room[i] / delta[i];
    if (delta[i] < 0) {
      from = std::max(from, share);
    } else {
      to = std::min(to, share);
    }
    if (from > to) return false;
  }
  return true;
}

/// Sutherland-Hodgman against one side: keeps where `sign` * coordinate <= `sign` * limit.
Ring clip_side(const Ring& ring, bool horizontal, double limit, double sign) {
  Ring kept;
  const auto beyond = [&](Point p) { return sign * ((horizontal ? p.x : p.y) - limit); };
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point from = ring[i], to = ring[(i + 1) % ring.size()];
    const double a = beyond(from), b = beyond(to);
    if (a <= 0) kept.push_back(from);
    if ((a < 0 && b > 0) || (a > 0 && b < 0)) kept.push_back(from + (to - from) * (a / (a - b)));
  }
  return kept;
}

Ring clip_ring(const Ring& ring, const Box& box) {
  return clip_side(clip_side(clip_side(clip_side(ring, true, box.min_x, -1), true, box.max_x, 1), false, box.min_y, -1), false,
                   box.max_y, 1);
}

bool ring_meets_box(std::span<const Point> ring, const Box& box) {
  for (std::size_t i = 0; i < ring.size(); ++i) {
    if (segment_meets_box(ring[i], ring[(i + 1) % ring.size()], box)) return true;
  }
  return false;
}

}  // namespace

InnerCircle pole_of_inaccessibility(const MultiPolygon& area, double precision) {
  const Box box = bounds(area);
  if (box.empty() || box.width() <= 0 || box.height() <= 0) return {};
  InnerCircle best{interior_point(area), 0};
  best.radius = std::max(0.0, inner_distance(area, best.centre));
  const double side = std::min(box.width(), box.height());
  std::priority_queue<Square, std::vector<Square>, LessPromising> queue;
  const auto look_at = [&](Point centre, double half) {
    const Square square{centre, half, inner_distance(area, centre)};
    if (square.inner > best.radius) best = {centre, square.inner};
    if (square.best_possible() > best.radius + precision) queue.push(square);
  };
  // Very long thin areas would start with endless squares: at most 32 of them in one direction.
  const double start = std::max(side, std::max(box.width(), box.height()) / 32) / 2;
  for (double y = box.min_y + start; y < box.max_y + start; y += 2 * start) {
    for (double x = box.min_x + start; x < box.max_x + start; x += 2 * start) look_at({x, y}, start);
  }
  // 400 squares bound the time for comb-shaped areas, where the exact pole is of no use for a label anyway.
  for (int looked = 0; !queue.empty() && looked < 400; ++looked) {
    const Square square = queue.top();
    queue.pop();
    if (square.best_possible() <= best.radius + precision) break;
    const double half = square.half / 2;
    for (const Point corner : {Point{-half, -half}, Point{half, -half}, Point{-half, half}, Point{half, half}}) {
      look_at(square.centre + corner, half);
    }
  }
  return best;
}

MultiPolygon clip_to_box(const MultiPolygon& area, const Box& box) {
  const Box all = bounds(area);
  if (all.empty() || (box.contains({all.min_x, all.min_y}) && box.contains({all.max_x, all.max_y}))) return area;
  MultiPolygon clipped;
  for (const Polygon& polygon : area) {
    Polygon part{clip_ring(polygon.outer, box), {}};
    if (part.outer.size() < 3) continue;
    for (const Ring& hole : polygon.holes) {
      Ring inner = clip_ring(hole, box);
      if (inner.size() >= 3) part.holes.push_back(std::move(inner));
    }
    clipped.push_back(std::move(part));
  }
  return clipped;
}

bool box_inside(const MultiPolygon& area, const Box& box) {
  for (const Polygon& polygon : area) {
    if (ring_meets_box(polygon.outer, box)) return false;
    for (const Ring& hole : polygon.holes) {
      if (ring_meets_box(hole, box)) return false;
    }
  }
  return contains(area, box.centre());
}

LabelCandidate box_at(Point centre, double width, double height) {
  LabelCandidate candidate;
  candidate.at = centre;
  candidate.boxes = {Box{centre.x - width / 2, centre.y - height / 2, centre.x + width / 2, centre.y + height / 2}};
  return candidate;
}

std::vector<InnerPlace> inner_places(const MultiPolygon& area) {
  std::vector<InnerPlace> places;
  const Box box = bounds(area);
  // A label does not mind a hundredth of the area's size.
  const InnerCircle pole = pole_of_inaccessibility(area, std::max(0.25, std::min(box.width(), box.height()) * 0.02));
  if (pole.radius <= 0) return places;
  constexpr int kSteps = 14;
  for (int row = 0; row < kSteps; ++row) {
    for (int column = 0; column < kSteps; ++column) {
      const Point at{box.min_x + box.width() * (column + 0.5) / kSteps, box.min_y + box.height() * (row + 0.5) / kSteps};
      const double room = inner_distance(area, at);
      if (room > 0) places.push_back({at, room});
    }
  }
  std::stable_sort(places.begin(), places.end(), [](const InnerPlace& a, const InnerPlace& b) { return a.room > b.room; });
  places.insert(places.begin(), {pole.centre, pole.radius});
  return places;
}

std::vector<LabelCandidate> area_candidates(const MultiPolygon& area, const std::vector<InnerPlace>& places, double width,
                                            double height) {
  std::vector<LabelCandidate> found;
  const double least = std::min(width, height) / 2;
  for (const InnerPlace& place : places) {
    if (found.size() >= 24 || place.room < least) break;
    LabelCandidate candidate = box_at(place.at, width, height);
    if (box_inside(area, candidate.boxes.front())) found.push_back(std::move(candidate));
  }
  return found;
}

std::vector<LabelCandidate> area_candidates(const MultiPolygon& area, double width, double height) {
  return area_candidates(area, inner_places(area), width, height);
}

std::vector<LabelCandidate> point_candidates(Point point, double radius, double width, double height) {
  const double x = radius + width / 2, y = radius + height / 2, slant_x = radius * 0.7 + width / 2,
               slant_y = radius * 0.7 + height / 2;
  std::vector<LabelCandidate> found;
  for (const Point offset : {Point{x, 0}, Point{-x, 0}, Point{0, y}, Point{0, -y}, Point{slant_x, -slant_y},
                             Point{slant_x, slant_y}, Point{-slant_x, -slant_y}, Point{-slant_x, slant_y}}) {
    found.push_back(box_at(point + offset, width, height));
  }
  return found;
}

namespace {

/// A polyline with the length walked at every vertex.
class Walk {
 public:
  explicit Walk(const Polyline& line) : line_(line), at_(line.size(), 0) {
    for (std::size_t i = 1; i < line.size(); ++i) at_[i] = at_[i - 1] + distance(line[i - 1], line[i]);
  }
  [[nodiscard]] double total() const { return at_.empty() ? 0 : at_.back(); }
  [[nodiscard]] Point point(double walked) const {
    const std::size_t i = after(walked);
    const double step = at_[i] - at_[i - 1];
    const double share = step > 0 ? std::clamp((walked - at_[i - 1]) / step, 0.0, 1.0) : 0;
    return line_[i - 1] + (line_[i] - line_[i - 1]) * share;
  }
  /// Largest distance of a vertex between the two places from the chord.
  [[nodiscard]] double bend(double from, double to) const {
    const Point a = point(from), b = point(to);
    double most = 0;
    for (std::size_t i = after(from); i < line_.size() && at_[i] < to; ++i)
      most = std::max(most, distance_to_segment(line_[i], a, b));
    return most;
  }

 private:
  [[nodiscard]] std::size_t after(double walked) const {
    const auto found = std::lower_bound(at_.begin() + 1, at_.end(), walked);
    return found == at_.end() ? at_.size() - 1 : static_cast<std::size_t>(found - at_.begin());
  }
  const Polyline& line_;
  std::vector<double> at_;
};

/// Words read from left to right; steep Han words stand upright and run downwards.
LabelCandidate along_chord(Point a, Point b, const LineLabel& label) {
  LabelCandidate candidate;
  if (b.x < a.x) std::swap(a, b);
  double angle = std::atan2(b.y - a.y, b.x - a.x) * kDegrees;
  candidate.stacked = label.may_stack && std::abs(angle) > 58;
  if (candidate.stacked) angle += angle > 0 ? -90 : 90;
  candidate.at = (a + b) * 0.5;
  candidate.angle = angle;
  const auto count = static_cast<int>(std::ceil(label.width / std::max(0.1, label.height)));
  for (int i = 0; i < count; ++i) {
    const Point middle = a + (b - a) * ((i + 0.5) / count);
    // A turned letter needs a little more than its square.
    const double half = label.height * 0.58;
    candidate.boxes.push_back({middle.x - half, middle.y - half, middle.x + half, middle.y + half});
  }
  return candidate;
}

}  // namespace

std::vector<LabelCandidate> line_candidates(const Polyline& line, const LineLabel& label, const Box& frame) {
  std::vector<LabelCandidate> found;
  if (line.size() < 2) return found;
  const Walk walk(line);
  if (walk.total() < label.width) return found;
  const double step = std::max(label.width / 4, walk.total() / 400);
  std::vector<double> starts;
  for (double start = 0; start + label.width <= walk.total(); start += step) {
    if (frame.contains(walk.point(start)) && frame.contains(walk.point(start + label.width))) starts.push_back(start);
  }
  if (starts.empty()) return found;
  const double wanted = starts.front() + (starts.back() - starts.front()) * label.wanted_share;
  std::stable_sort(starts.begin(), starts.end(), [&](double a, double b) { return std::abs(a - wanted) < std::abs(b - wanted); });
  for (const double start : starts) {
    if (found.size() >= 24) break;
    const double end = start + label.width;
    if (walk.bend(start, end) > label.height * 0.3) continue;
    found.push_back(along_chord(walk.point(start), walk.point(end), label));
  }
  return found;
}

}  // namespace wangge
