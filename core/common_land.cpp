#include "core/common_land.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace wangge {

namespace {

struct ScanEdge {
  Point low, high;  ///< by y
  int side;
};

/// The edges that matter inside the box. Those west of it only say on which side of the area one is when coming from the west: of
/// all of them together upright edges remain where that changes.
void collect(const MultiPolygon& area, const Box& box, int side, std::vector<ScanEdge>& edges) {
  std::vector<double> west;  // heights at which the side changes
  auto ring = [&](const Ring& points) {
    for (std::size_t i = 0, j = points.size() - 1; i < points.size(); j = i++) {
      const Point a = points[j], b = points[i];
      if (std::max(a.y, b.y) < box.min_y || std::min(a.y, b.y) > box.max_y || std::min(a.x, b.x) > box.max_x) continue;
      if (std::max(a.x, b.x) < box.min_x) {
        west.push_back(std::max(std::min(a.y, b.y), box.min_y));
        west.push_back(std::min(std::max(a.y, b.y), box.max_y));
      } else {
        edges.push_back(a.y <= b.y ? ScanEdge{a, b, side} : ScanEdge{b, a, side});
      }
    }
  };
  for (const Polygon& p : area) {
    ring(p.outer);
    for (const Ring& hole : p.holes) ring(hole);
  }
  std::sort(west.begin(), west.end());
  std::size_t kept = 0;
  for (const double y : west)  // where two edges meet nothing changes
    if (kept > 0 && west[kept - 1] == y)
      --kept;
    else
      west[kept++] = y;
  const double x = box.min_x - 1;
  for (std::size_t i = 0; i + 1 < kept; i += 2) edges.push_back({{x, west[i]}, {x, west[i + 1]}, side});
}

/// Edges by height, and those that a rising line meets: each comes and goes once.
class Sweep {
 public:
  explicit Sweep(const std::vector<ScanEdge>& edges) : edges_(edges) {}
  /// The edges that reach above y and begin at or below it (`y` never falls from call to call).
  const std::vector<std::size_t>& at(double y) {
    for (; next_ < edges_.size() && edges_[next_].low.y <= y; ++next_) active_.push_back(next_);
    std::erase_if(active_, [&](std::size_t e) { return edges_[e].high.y <= y; });
    return active_;
  }

 private:
  const std::vector<ScanEdge>& edges_;  ///< sorted by their lower end
  std::vector<std::size_t> active_;
  std::size_t next_ = 0;
};

/// Heights at which the order of edges may change: corners and crossings inside the box.
std::vector<double> levels_of(const std::vector<ScanEdge>& edges, const Box& box) {
  std::vector<double> levels{box.min_y, box.max_y};
  auto add = [&](double y) {
    if (y > box.min_y && y < box.max_y) levels.push_back(y);
  };
  Sweep sweep(edges);
  for (const ScanEdge& e : edges) {
    add(e.low.y);
    add(e.high.y);
    const double west = std::min(e.low.x, e.high.x), east = std::max(e.low.x, e.high.x);
    // Of two edges that cross, the one that begins higher finds the other still there.
    for (const std::size_t other : sweep.at(e.low.y)) {
      const ScanEdge& f = edges[other];
      if (f.side == e.side || std::max(f.low.x, f.high.x) < west || std::min(f.low.x, f.high.x) > east) continue;
      const Point d = e.high - e.low, g = f.high - f.low;
      const double turn = cross(d, g);
      if (turn == 0) continue;
      const double t = cross(f.low - e.low, g) / turn, u = cross(f.low - e.low, d) / turn;
      if (t > 0 && t < 1 && u > 0 && u < 1) add(e.low.y + d.y * t);
    }
  }
  std::sort(levels.begin(), levels.end());
  return levels;
}

}  // namespace

CommonLand common_land(const MultiPolygon& a, const MultiPolygon& b) {
  CommonLand out;
  const Box p = bounds(a), q = bounds(b);
  const Box box{std::max(p.min_x, q.min_x), std::max(p.min_y, q.min_y), std::min(p.max_x, q.max_x), std::min(p.max_y, q.max_y)};
  if (box.empty() || box.height() <= 0) return out;
  std::vector<ScanEdge> edges;
  collect(a, box, 0, edges);
  collect(b, box, 1, edges);
  std::stable_sort(edges.begin(), edges.end(), [](const ScanEdge& e, const ScanEdge& f) { return e.low.y < f.low.y; });
  const std::vector<double> levels = levels_of(edges, box);
  std::vector<std::pair<double, int>> crossings;
  double longest = 0, height_so_far = 0;
  Sweep sweep(edges);
  for (std::size_t i = 0; i + 1 < levels.size(); ++i) {
    const double height = levels[i + 1] - levels[i], y = levels[i] + height / 2;
    if (height <= 1e-9) continue;
    crossings.clear();
    for (const std::size_t i_edge : sweep.at(y)) {
      const ScanEdge& e = edges[i_edge];
      crossings.emplace_back(e.low.x + (e.high.x - e.low.x) * (y - e.low.y) / (e.high.y - e.low.y), e.side);
    }
    std::sort(crossings.begin(), crossings.end());
    bool open[2] = {false, false};
    double across = 0;
    for (std::size_t k = 0; k + 1 < crossings.size(); ++k) {
      open[crossings[k].second] = !open[crossings[k].second];
      if (!open[0] || !open[1]) continue;
      const double run = crossings[k + 1].first - crossings[k].first;
      out.square_metres += run * height;
      across = std::max(across, run);
      if (run > longest) longest = run, out.place = {(crossings[k].first + crossings[k + 1].first) / 2, y};
    }
    if (across > 1e-6) height_so_far += height;
  }
  out.width = std::min(longest, height_so_far);
  return out;
}

}  // namespace wangge
