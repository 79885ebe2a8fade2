#include "algorithms/cells/shave_needles.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <utility>

#include "algorithms/cells/border_obstacles.hpp"
#include "algorithms/cells/drop_unused_points.hpp"
#include "algorithms/cells/point_bins.hpp"
#include "algorithms/cells/simplify_borders.hpp"

namespace wangge {

namespace {

constexpr double kNarrow = 0.14;                            // tangent of eight degrees: a wider corner is no needle
constexpr double kShortestSide = 250;                       // mm: nobody sees a shorter needle
constexpr double kToothSlope = 0.84;                        // tangent of forty degrees
constexpr double kHookLength = 3'000, kShortTooth = 4'000;  // mm
constexpr double kToothTurn = 0.34;  // sine of twenty degrees: so much the outline turns away from a tooth on either side

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// A border seen from one of its ends: 2 * segment, + 1 from b.
using End = std::int32_t;

/// The corner of a cell between two borders that leave its tip; the cell lies to the left of `right` and to the right of `left`.
struct Needle {
  End right = -1, left = -1;
  double slope = kToothSlope;
  [[nodiscard]] bool narrow() const { return slope <= kNarrow; }
};

class NeedleShaver {
 public:
  NeedleShaver(TiledCommunity& tiled, const CommunityScene& scene) : tiled_(tiled), scene_(scene) {
    first_.assign(tiled_.points.size(), -1);
    next_.resize(tiled_.segments.size() * 2);
    for (std::int32_t s = 0; at(s) < tiled_.segments.size(); ++s) link(2 * s), link(2 * s + 1);
  }

  void run() {
    for (std::int32_t p = 0; at(p) < tiled_.points.size(); ++p)
      if (narrowest(p).right >= 0) queue_.push_back(p);
    if (queue_.empty()) return;
    std::sort(queue_.begin(), queue_.end(), [&](std::int32_t a, std::int32_t b) { return place(a) < place(b); });
    bins_ = std::make_unique<PointBins>(border_obstacles(tiled_, scene_));
    binned_ = tiled_.points.size();
    moved_.assign(tiled_.segments.size(), 0);
    // Every step shortens the borders at hand: it ends.
    for (std::size_t i = 0; i < queue_.size(); ++i) shave(queue_[i]);
    if (!changed_) return;
    std::erase_if(tiled_.segments, [](const BorderSegment& s) { return s.left == s.right; });
    drop_unused_points(tiled_);
  }

 private:
  GridPoint place(std::int32_t p) const { return tiled_.points[at(p)]; }
  BorderSegment& segment(End e) { return tiled_.segments[at(e / 2)]; }
  [[nodiscard]] const BorderSegment& segment(End e) const { return tiled_.segments[at(e / 2)]; }
  std::int32_t& origin(End e) { return (e & 1) != 0 ? segment(e).b : segment(e).a; }
  [[nodiscard]] std::int32_t target(End e) const { return (e & 1) != 0 ? segment(e).a : segment(e).b; }
  std::int32_t& left_of(End e) { return (e & 1) != 0 ? segment(e).right : segment(e).left; }
  [[nodiscard]] std::int32_t left_of(End e) const { return (e & 1) != 0 ? segment(e).right : segment(e).left; }
  [[nodiscard]] std::int32_t right_of(End e) const { return left_of(e ^ 1); }

  void link(End e) {
    std::int32_t& first = first_[at(origin(e))];
    next_[at(e)] = first;
    first = e;
  }

  void unlink(End e) {
    std::int32_t* where = &first_[at(origin(e))];
    while (*where != e) where = &next_[at(*where)];
    *where = next_[at(e)];
  }

  void move_end(End e, std::int32_t to) {
    unlink(e);
    origin(e) = to;
    link(e);
  }

  [[nodiscard]] bool on_ring(End e) const { return segment(e).ring_edge >= 0 || segment(e).left < 0 || segment(e).right < 0; }
  /// Runs along the community's border, a barrier or a wall: its place or its meaning is given, and the other border of the
  /// needle cannot stand for it. Of two middle lines on the land of one river either can.
  [[nodiscard]] bool fixed(End e, End other) const {
    const BorderSegment &s = segment(e), &t = segment(other);
    if (s.wall || on_ring(e)) return true;
    return s.barrier >= 0 && !(s.within && t.within && s.barrier == t.barrier);
  }

  struct Way {
    double x, y;
  };
  [[nodiscard]] Way way(std::int32_t p, End e) const {
    const GridPoint a = place(p), b = place(target(e));
    return {static_cast<double>(b.x) - a.x, static_cast<double>(b.y) - a.y};
  }

  [[nodiscard]] bool refused(End right, End left) const {
    return std::find(refused_.begin(), refused_.end(), std::pair{right, left}) != refused_.end();
  }

  /// The narrowest needle with its tip at p that has not been refused.
  [[nodiscard]] Needle narrowest(std::int32_t p) const {
    Needle best;
    for (End e = first_[at(p)]; e >= 0; e = next_[at(e)])
      for (End f = next_[at(e)]; f >= 0; f = next_[at(f)]) {
        const Way u = way(p, e), v = way(p, f);
        const double dot = u.x * v.x + u.y * v.y, cross = u.x * v.y - u.y * v.x;
        if (dot <= 0 || std::abs(cross) > best.slope * dot || cross == 0) continue;
        const End right = cross > 0 ? e : f, left = cross > 0 ? f : e;
        if (left_of(right) != right_of(left) || left_of(right) < 0 || refused(right, left)) continue;
        if (std::min(u.x * u.x + u.y * u.y, v.x * v.x + v.y * v.y) < kShortestSide * kShortestSide) continue;
        const double slope = std::abs(cross) / dot;
        if (slope > kNarrow && !is_tooth(p, right, left)) continue;
        if (best.right >= 0 && slope == best.slope && !(place(target(right)) < place(target(best.right)))) continue;
        best = {right, left, slope};
      }
    return best;
  }

  /// A short tip that stands out of its cell on open land: the cell's outline turns away from it at both ends of its foot, or at
  /// one of them where the tip is shorter still; or the last few metres of a border run along the barrier that it ends on.
  [[nodiscard]] bool is_tooth(std::int32_t tip, End right, End left) const {
    const auto length = [&](End e) { return grid_distance(place(tip), place(target(e))); };
    const bool fixed_right = fixed(right, left), fixed_left = fixed(left, right);
    if (fixed_right && fixed_left) return false;
    if (fixed_right || fixed_left) {
      const End along = fixed_right ? right : left, open = fixed_right ? left : right;
      return length(open) <= kHookLength && length(along) > length(open);
    }
    const double longer = std::max(length(right), length(left));
    if (longer > kToothLength) return false;
    const int away = (turns_away(tip, right, true) ? 1 : 0) + (turns_away(tip, left, false) ? 1 : 0);
    return away == 2 || (away == 1 && longer <= kShortTooth);
  }

  /// Does the outline of the cell beside e go on to the other side at the end of e? Seen from the tip the cell lies on the left.
  [[nodiscard]] bool turns_away(std::int32_t tip, End e, bool on_left) const {
    const std::int32_t cell = on_left ? left_of(e) : right_of(e), a = target(e);
    End on = -1;
    for (End f = first_[at(a)]; f >= 0; f = next_[at(f)]) {
      if (f == (e ^ 1) || (on_left ? left_of(f) : right_of(f)) != cell) continue;
      if (on >= 0) return false;  // the cell touches itself
      on = f;
    }
    if (on < 0) return false;
    const Way u = way(tip, e), v = way(a, on);
    const double cross = u.x * v.y - u.y * v.x, sine = kToothTurn * std::hypot(u.x, u.y) * std::hypot(v.x, v.y);
    return on_left ? cross < -sine : cross > sine;
  }

  void shave(std::int32_t tip) {
    refused_.clear();
    for (Needle n = narrowest(tip); n.right >= 0; n = narrowest(tip)) {
      const std::array<std::int32_t, 2> sides{target(n.right), target(n.left)};
      if (!shave(tip, n)) {
        refused_.emplace_back(n.right, n.left);
        continue;
      }
      changed_ = true;
      refused_.clear();
      queue_.insert(queue_.end(), sides.begin(), sides.end());
    }
  }

  bool shave(std::int32_t tip, const Needle& needle) {
    const auto length = [&](End e) { return squared_distance(place(tip), place(target(e))); };
    const bool right_longer =
        length(needle.right) > length(needle.left) ||
        (length(needle.right) == length(needle.left) && place(target(needle.right)) < place(target(needle.left)));
    const End longer = right_longer ? needle.right : needle.left, shorter = right_longer ? needle.left : needle.right;
    const std::int32_t cell = left_of(needle.right), a = target(shorter), b = target(longer);
    const auto twice = static_cast<double>(std::abs(orientation(place(tip), place(a), place(b))));
    const double width = twice / grid_distance(place(tip), place(b));
    const std::int32_t beyond_shorter = left_of(shorter) == cell ? right_of(shorter) : left_of(shorter),
                       beyond_longer = left_of(longer) == cell ? right_of(longer) : left_of(longer);
    const bool keep_shorter = fixed(shorter, longer), keep_longer = fixed(longer, shorter);
    if (beyond_shorter == beyond_longer && (keep_shorter || keep_longer)) return false;
    if (!free_of_others(tip, needle) || !clear(place(tip), place(a), place(b)) || joined(a, b) || own_ground(cell, tip, a, b))
      return false;
    const std::size_t mover = at((keep_longer ? shorter : longer) / 2);
    const bool open = !keep_shorter && !keep_longer;
    if (moved_[mover] + width > (!open && needle.narrow() ? kNeedleWidth : needle.narrow() ? kOpenNeedleWidth : kToothWidth))
      return false;
    if (keep_longer) {
      if (keep_shorter) return false;
      if (width > kAlongTolerance || on_ring(longer)) {
        if (!turn_to(tip, longer, shorter, beyond_shorter, cell)) return false;
        moved_[mover] += width;
        return true;
      }
      // The barrier or wall runs on along the other side.
      BorderSegment& to = segment(shorter);
      const BorderSegment& from = segment(longer);
      to.barrier = from.barrier, to.softer = from.softer, to.wall = from.wall, to.within = from.within;
    }
    moved_[mover] += width;
    move_end(longer, a);
    give(shorter, cell, beyond_longer);
    if (first_[at(tip)] < 0 && at(tip) < binned_) bins_->remove(tip);
    return true;
  }

  /// The land between the two borders goes over the shorter one, which ends on the longer one, or at its end, instead of at the
  /// tip.
  bool turn_to(std::int32_t tip, End longer, End shorter, std::int32_t taker, std::int32_t cell) {
    const GridPoint p = place(tip), a = place(target(shorter)), b = place(target(longer));
    const double dx = static_cast<double>(b.x) - p.x, dy = static_cast<double>(b.y) - p.y;
    const double share = ((static_cast<double>(a.x) - p.x) * dx + (static_cast<double>(a.y) - p.y) * dy) / (dx * dx + dy * dy);
    const GridPoint foot{static_cast<std::int32_t>(std::llround(p.x + share * dx)),
                         static_cast<std::int32_t>(std::llround(p.y + share * dy))};
    if (squared_distance(foot, b) <= static_cast<std::int64_t>(kShortestSide * kShortestSide)) {
      move_end(shorter, target(longer));
      give(longer, cell, taker);
      return true;
    }
    if (on_ring(longer) || foot == p || foot == a || !clear(p, foot, b)) return false;
    const auto node = static_cast<std::int32_t>(tiled_.points.size());
    tiled_.points.push_back(foot);
    first_.push_back(-1);
    BorderSegment stretch = segment(longer);
    ((longer & 1) != 0 ? stretch.a : stretch.b) = node;
    move_end(longer, node);
    move_end(shorter, node);
    const auto added = static_cast<End>(2 * tiled_.segments.size());
    tiled_.segments.push_back(stretch);
    moved_.push_back(0);
    next_.resize(next_.size() + 2);
    link(added);
    link(added + 1);
    give(added, cell, taker);
    return true;
  }

  /// On the side of `cell` now lies `taker`; a border between land of one cell is none.
  void give(End e, std::int32_t cell, std::int32_t taker) {
    (left_of(e) == cell ? left_of(e) : left_of(e ^ 1)) = taker;
    if (left_of(e) != right_of(e)) return;
    unlink(e);
    unlink(e ^ 1);
  }

  /// No other border leaves the tip between the two.
  [[nodiscard]] bool free_of_others(std::int32_t tip, const Needle& needle) const {
    const GridPoint p = place(tip), r = place(target(needle.right)), l = place(target(needle.left));
    for (End e = first_[at(tip)]; e >= 0; e = next_[at(e)]) {
      if (e == needle.right || e == needle.left) continue;
      const GridPoint q = place(target(e));
      if (orientation(p, r, q) >= 0 && orientation(p, q, l) >= 0) return false;
    }
    return true;
  }

  [[nodiscard]] bool joined(std::int32_t a, std::int32_t b) const {
    for (End e = first_[at(a)]; e >= 0; e = next_[at(e)])
      if (target(e) == b) return true;
    return false;
  }

  /// No vertex but a, b, c and no corner of a footprint lies in the triangle.
  [[nodiscard]] bool clear(GridPoint a, GridPoint b, GridPoint c) const {
    if (!bins_->free_of_points(a, b, c)) return false;
    const bool left = orientation(a, b, c) > 0;
    return std::none_of(tiled_.points.begin() + static_cast<std::ptrdiff_t>(binned_), tiled_.points.end(), [&](GridPoint p) {
      if (p == a || p == b || p == c) return false;
      const std::array<std::int64_t, 3> turn{orientation(a, b, p), orientation(b, c, p), orientation(c, a, p)};
      return std::all_of(turn.begin(), turn.end(), [&](std::int64_t t) { return left ? t >= 0 : t <= 0; });
    });
  }

  /// Is the triangle, or part of it, ground of the cell's own building? No corner of a footprint lies in it but at its own.
  [[nodiscard]] bool own_ground(std::int32_t cell, std::int32_t tip, std::int32_t a, std::int32_t b) const {
    const std::int32_t number = tiled_.building[at(cell)];
    if (number < 0) return false;
    const Building& building = scene_.city->buildings[at(number)];
    const GridPoint p = place(tip);
    if (tiled_.frame.to_grid(building.point) == p) return true;  // the tip of a slice
    for (const Polygon& part : building.footprint) {
      const auto here = [&](Point q) { return tiled_.frame.to_grid(q) == p; };
      if (std::any_of(part.outer.begin(), part.outer.end(), here)) return true;
      for (const Ring& hole : part.holes)
        if (std::any_of(hole.begin(), hole.end(), here)) return true;
    }
    const Point t = tiled_.frame.to_metres(p), u = tiled_.frame.to_metres(place(a)) - t, v = tiled_.frame.to_metres(place(b)) - t;
    for (const double share : {0.15, 0.5, 0.85})
      if (contains(building.footprint, t + u * (0.7 * (1 - share)) + v * (0.7 * share))) return true;
    return false;
  }

  TiledCommunity& tiled_;
  const CommunityScene& scene_;
  std::vector<End> first_, next_;  ///< ends at every vertex, as linked lists
  std::unique_ptr<PointBins> bins_;
  std::size_t binned_ = 0;     ///< vertices in bins_; those after came later
  std::vector<double> moved_;  ///< by segment: millimetres it has been moved
  std::vector<std::int32_t> queue_;
  std::vector<std::pair<End, End>> refused_;
  bool changed_ = false;
};

}  // namespace

void shave_needles(TiledCommunity& tiled, const CommunityScene& scene) { NeedleShaver(tiled, scene).run(); }

}  // namespace wangge
