#include "algorithms/outline/trace_outlines.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

struct Step {
  std::int32_t from, to;
  bool used = false;
};

using Corners = std::span<const std::int32_t>;

/// Traces one group after the other; memory is kept from one to the next.
class Tracer {
 public:
  explicit Tracer(const TiledCommunity& tiled) : tiled_(tiled), step_from_(tiled.points.size(), -1) {}

  MultiPolygon trace(std::span<Step> steps) {
    steps_ = steps;
    corners_.clear();
    ends_.clear();
    if (meets_itself()) {
      sort_by_origin();
      for (std::size_t i = 0; i < steps_.size(); ++i)
        if (!steps_[i].used) walk(i);
    } else {
      for (std::size_t i = 0; i < steps_.size(); ++i)
        if (!steps_[i].used) follow(i);
    }
    for (const Step& s : steps_) step_from_[at(s.from)] = -1;
    return assemble();
  }

 private:
  /// Some vertex begins several steps. Else `step_from_` has the one of every vertex.
  bool meets_itself() {
    bool several = false;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      std::int32_t& step = step_from_[at(steps_[i].from)];
      several |= step >= 0;
      step = static_cast<std::int32_t>(i);
    }
    return several;
  }

  void follow(std::size_t first) {
    for (std::size_t s = first; !steps_[s].used; s = at(step_from_[at(steps_[s].to)])) {
      steps_[s].used = true;
      corners_.push_back(steps_[s].from);
    }
    ends_.push_back(corners_.size());
  }

  void sort_by_origin() {
    by_origin_.clear();
    for (std::size_t i = 0; i < steps_.size(); ++i) by_origin_.emplace_back(steps_[i].from, i);
    std::sort(by_origin_.begin(), by_origin_.end());
  }

  void walk(std::size_t first) {
    std::vector<std::int32_t> path;
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

  void add_loop(Corners loop) {
    corners_.insert(corners_.end(), loop.begin(), loop.end());
    ends_.push_back(corners_.size());
  }

  /// Cuts a closed walk into simple loops at every vertex it visits twice.
  void split(const std::vector<std::int32_t>& path) {
    std::vector<std::int32_t> order(path);
    std::sort(order.begin(), order.end());
    if (std::adjacent_find(order.begin(), order.end()) == order.end()) {
      add_loop(path);
      return;
    }
    std::vector<std::int32_t> open;
    for (const std::int32_t v : path) {
      const auto found = std::find(open.begin(), open.end(), v);
      if (found != open.end()) {
        if (open.end() - found >= 3) add_loop({found, open.end()});
        open.erase(found, open.end());
      }
      open.push_back(v);
    }
    if (open.size() >= 3) add_loop(open);
  }

  GridPoint point(std::int32_t v) const { return tiled_.points[at(v)]; }

  MultiPolygon assemble() const {
    MultiPolygon out;
    std::vector<Ring> holes;
    for (std::size_t l = 0, begin = 0; l < ends_.size(); begin = ends_[l++]) {
      const Corners loop(corners_.data() + begin, ends_[l] - begin);
      std::int64_t twice = 0;
      for (std::size_t i = 1; i + 1 < loop.size(); ++i) twice += orientation(point(loop[0]), point(loop[i]), point(loop[i + 1]));
      if (twice == 0) continue;
      Ring ring;
      ring.reserve(loop.size());
      for (const std::int32_t v : loop) ring.push_back(tiled_.frame.to_metres(point(v)));
      if (twice > 0)
        out.push_back({std::move(ring), {}});
      else
        holes.push_back(std::move(ring));
    }
    if (!holes.empty() && !out.empty()) put_in(std::move(holes), out);
    return out;
  }

  /// Every hole into the smallest polygon around it.
  static void put_in(std::vector<Ring> holes, MultiPolygon& out) {
    std::vector<double> areas;
    for (const Polygon& p : out) areas.push_back(area(p));
    for (Ring& hole : holes) {
      std::size_t home = 0;
      double smallest = 1e300;
      for (std::size_t i = 0; i < out.size(); ++i)
        if (areas[i] < smallest && (out.size() == 1 || holds(out[i].outer, hole))) smallest = areas[i], home = i;
      out[home].holes.push_back(std::move(hole));
    }
  }

  /// A hole may touch its outer ring in vertices, so the middles of its edges are asked.
  static bool holds(const Ring& outer, const Ring& hole) {
    std::size_t inside = 0, asked = 0;
    for (std::size_t i = 0; i < hole.size() && asked < 5; ++i, ++asked)
      inside += contains(Polygon{outer, {}}, (hole[i] + hole[(i + 1) % hole.size()]) * 0.5) ? 1 : 0;
    return 2 * inside > asked;
  }

  const TiledCommunity& tiled_;
  std::span<Step> steps_;
  std::vector<std::int32_t> step_from_;  ///< by vertex, of the group at hand; -1 = none
  std::vector<std::pair<std::int32_t, std::size_t>> by_origin_;
  std::vector<std::int32_t> corners_;  ///< of all loops
  std::vector<std::size_t> ends_;      ///< by loop: where its corners end
};

}  // namespace

std::vector<MultiPolygon> trace_outlines(const TiledCommunity& tiled, std::span<const std::int32_t> group, std::size_t groups) {
  auto of = [&](std::int32_t cell) { return cell < 0 ? -1 : group[at(cell)]; };
  const auto visit = [&](auto&& take) {
    for (const BorderSegment& s : tiled.segments) {
      const std::int32_t left = of(s.left), right = of(s.right);
      if (left == right || s.a == s.b) continue;
      if (left >= 0) take(at(left), Step{s.a, s.b});
      if (right >= 0) take(at(right), Step{s.b, s.a});
    }
  };
  std::vector<std::size_t> begin(groups + 1, 0);
  visit([&](std::size_t g, Step) { ++begin[g + 1]; });
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  std::vector<Step> steps(begin.back());
  std::vector<std::size_t> next(begin.begin(), begin.end() - 1);
  visit([&](std::size_t g, Step step) { steps[next[g]++] = step; });
  std::vector<MultiPolygon> out(groups);
  Tracer tracer(tiled);
  for (std::size_t g = 0; g < groups; ++g)
    if (begin[g + 1] > begin[g]) out[g] = tracer.trace({steps.data() + begin[g], begin[g + 1] - begin[g]});
  return out;
}

}  // namespace wangge
