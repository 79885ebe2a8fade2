#include "algorithms/outline/trace_outlines.hpp"

#include <algorithm>
#include <cmath>

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

struct Step {
  std::int32_t from, to;
  bool used = false;
};

using Loop = std::vector<std::int32_t>;

class Tracer {
 public:
  Tracer(const TiledCommunity& tiled, std::vector<Step>& steps) : tiled_(tiled), steps_(steps) {
    for (std::size_t i = 0; i < steps_.size(); ++i) by_origin_.emplace_back(steps_[i].from, i);
    std::sort(by_origin_.begin(), by_origin_.end());
  }

  MultiPolygon trace() {
    for (std::size_t i = 0; i < steps_.size(); ++i)
      if (!steps_[i].used) walk(i);
    return assemble();
  }

 private:
  void walk(std::size_t first) {
    Loop path;
    for (std::size_t s = first; !steps_[s].used; s = following(s)) {
      steps_[s].used = true;
      path.push_back(steps_[s].from);
    }
    split(path);
  }

  /// The next step with the group's land on its left: the first one clockwise from where we came.
  std::size_t following(std::size_t s) const {
    const std::int32_t v = steps_[s].to;
    const auto begin = std::lower_bound(by_origin_.begin(), by_origin_.end(), std::pair{v, std::size_t{0}});
    if (std::next(begin) == by_origin_.end() || std::next(begin)->first != v) return begin->second;
    const GridPoint o = point(v), back = point(steps_[s].from);
    const double bx = static_cast<double>(back.x) - o.x, by = static_cast<double>(back.y) - o.y;
    double best = 7;
    std::size_t chosen = begin->second;
    for (auto i = begin; i != by_origin_.end() && i->first == v; ++i) {
      if (steps_[i->second].used) continue;
      const GridPoint p = point(steps_[i->second].to);
      const double px = static_cast<double>(p.x) - o.x, py = static_cast<double>(p.y) - o.y;
      double clockwise = std::atan2(px * by - py * bx, px * bx + py * by);  // angle from p to back, counter-clockwise
      if (clockwise <= 1e-15) clockwise += 6.283185307179586;
      if (clockwise < best) best = clockwise, chosen = i->second;
    }
    return chosen;
  }

  /// Cuts a closed walk into simple loops at every vertex it visits twice.
  void split(const Loop& path) {
    Loop open;
    std::vector<std::int32_t> order(path);
    std::sort(order.begin(), order.end());
    if (std::adjacent_find(order.begin(), order.end()) == order.end()) {
      loops_.push_back(path);
      return;
    }
    for (const std::int32_t v : path) {
      const auto found = std::find(open.begin(), open.end(), v);
      if (found != open.end()) {
        if (open.end() - found >= 3) loops_.emplace_back(found, open.end());
        open.erase(found, open.end());
      }
      open.push_back(v);
    }
    if (open.size() >= 3) loops_.push_back(std::move(open));
  }

  GridPoint point(std::int32_t v) const { return tiled_.points[at(v)]; }

  MultiPolygon assemble() const {
    MultiPolygon out;
    std::vector<Ring> holes;
    for (const Loop& loop : loops_) {
      std::int64_t twice = 0;
      for (std::size_t i = 1; i + 1 < loop.size(); ++i) twice += orientation(point(loop[0]), point(loop[i]), point(loop[i + 1]));
      if (twice == 0) continue;
      Ring ring;
      for (const std::int32_t v : loop) ring.push_back(tiled_.frame.to_metres(point(v)));
      if (twice > 0)
        out.push_back({std::move(ring), {}});
      else
        holes.push_back(std::move(ring));
    }
    std::vector<double> areas;
    for (const Polygon& p : out) areas.push_back(area(p));
    for (Ring& hole : holes) {
      std::size_t home = 0;
      double smallest = 1e300;
      for (std::size_t i = 0; i < out.size(); ++i)
        if (areas[i] < smallest && (out.size() == 1 || holds(out[i].outer, hole))) smallest = areas[i], home = i;
      if (!out.empty()) out[home].holes.push_back(std::move(hole));
    }
    return out;
  }

  /// A hole may touch its outer ring in vertices, so the middles of its edges are asked.
  static bool holds(const Ring& outer, const Ring& hole) {
    std::size_t inside = 0, asked = 0;
    for (std::size_t i = 0; i < hole.size() && asked < 5; ++i, ++asked)
      inside += contains(Polygon{outer, {}}, (hole[i] + hole[(i + 1) % hole.size()]) * 0.5) ? 1 : 0;
    return 2 * inside > asked;
  }

  const TiledCommunity& tiled_;
  std::vector<Step>& steps_;
  std::vector<std::pair<std::int32_t, std::size_t>> by_origin_;
  std::vector<Loop> loops_;
};

}  // namespace

std::vector<MultiPolygon> trace_outlines(const TiledCommunity& tiled, std::span<const std::int32_t> group, std::size_t groups) {
  auto of = [&](std::int32_t cell) { return cell < 0 ? -1 : group[at(cell)]; };
  std::vector<std::vector<Step>> steps(groups);
  for (const BorderSegment& s : tiled.segments) {
    const std::int32_t left = of(s.left), right = of(s.right);
    if (left == right || s.a == s.b) continue;
    if (left >= 0) steps[at(left)].push_back({s.a, s.b});
    if (right >= 0) steps[at(right)].push_back({s.b, s.a});
  }
  std::vector<MultiPolygon> out(groups);
  for (std::size_t g = 0; g < groups; ++g)
    if (!steps[g].empty()) out[g] = Tracer(tiled, steps[g]).trace();
  return out;
}

}  // namespace wangge
