#include "algorithms/cells/straighten_ends.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <utility>

#include "algorithms/cells/border_obstacles.hpp"
#include "algorithms/cells/drop_unused_points.hpp"
#include "algorithms/cells/point_bins.hpp"

namespace wangge {

namespace {

constexpr double kNarrowEnd = 0.14;    // tangent of eight degrees: a line so near the border runs along it
constexpr double kHookEnd = 0.84;      // of forty degrees: a short line may leave it as steeply as that
constexpr double kHookLength = 3'000;  // mm
constexpr double kApart = 250;         // mm from the next vertex of the border

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

class EndStraightener {
 public:
  EndStraightener(TiledCommunity& tiled, const CommunityScene& scene) : tiled_(tiled), scene_(scene) {}

  void run() {
    std::vector<std::int32_t> ends;
    find_joints();
    for (std::int32_t p = 0; at(p) < tiled_.points.size(); ++p)
      if (joints_[at(p)].count == 3 && joints_[at(p)].ring == 2) ends.push_back(p);
    std::sort(ends.begin(), ends.end(), [&](std::int32_t a, std::int32_t b) { return place(a) < place(b); });
    for (const std::int32_t p : ends) straighten(p);
    if (gone_.empty()) return;
    std::sort(gone_.begin(), gone_.end());
    std::size_t next = 0, kept = 0;
    for (std::size_t i = 0; i < tiled_.segments.size(); ++i) {
      if (next < gone_.size() && at(gone_[next]) == i) {
        ++next;
        continue;
      }
      tiled_.segments[kept++] = tiled_.segments[i];
    }
    tiled_.segments.resize(kept);
    drop_unused_points(tiled_);
  }

 private:
  struct Joint {
    std::array<std::int32_t, 3> segment{-1, -1, -1};
    std::int32_t count = 0, ring = 0;  ///< borders that meet here, and those of them on the community's border
  };

  GridPoint place(std::int32_t p) const { return tiled_.points[at(p)]; }
  const BorderSegment& segment(std::int32_t s) const { return tiled_.segments[at(s)]; }
  std::int32_t other_end(std::int32_t s, std::int32_t p) const { return segment(s).a == p ? segment(s).b : segment(s).a; }

  void find_joints() {
    joints_.resize(tiled_.points.size());
    for (std::int32_t s = 0; at(s) < tiled_.segments.size(); ++s)
      for (const std::int32_t p : {segment(s).a, segment(s).b}) {
        Joint& joint = joints_[at(p)];
        if (joint.count < 3) joint.segment[at(joint.count)] = s;
        ++joint.count;
        if (segment(s).ring_edge >= 0) ++joint.ring;
      }
  }

  /// The border from p inwards as far as nothing else meets it, at most so long.
  void follow(std::int32_t p, std::int32_t s) {
    line_.assign(1, p);
    pieces_.clear();
    double length = 0;
    for (;;) {
      const std::int32_t to = other_end(s, p);
      length += grid_distance(place(p), place(to));
      if (length > kEndLength) return;
      line_.push_back(to);
      pieces_.push_back(s);
      const Joint& joint = joints_[at(to)];
      if (joint.count != 2 || joint.ring > 0) return;
      s = joint.segment[0] == s ? joint.segment[1] : joint.segment[0];
      if (segment(s).barrier >= 0 || segment(s).wall) return;
      p = to;
    }
  }

  void straighten(std::int32_t p) {
    const Joint& joint = joints_[at(p)];
    std::int32_t inner = -1, left = -1, right = -1;
    for (const std::int32_t s : joint.segment)
      if (segment(s).ring_edge < 0)
        inner = s;
      else
        (left < 0 ? left : right) = s;
    const BorderSegment &e = segment(left), &f = segment(right);
    if (inner < 0 || right < 0 || e.ring_edge != f.ring_edge || e.barrier != f.barrier || e.softer != f.softer ||
        e.wall != f.wall)
      return;
    if (segment(inner).barrier >= 0 || segment(inner).wall) return;
    follow(p, inner);
    for (const std::int32_t along : {left, right})
      if (move_along(p, along)) return;
  }

  /// The end p moves along the border segment s, if the line runs beside that.
  bool move_along(std::int32_t p, std::int32_t s) {
    const GridPoint o = place(p), q = place(other_end(s, p));
    const double length = grid_distance(o, q), dx = (static_cast<double>(q.x) - o.x) / length,
                 dy = (static_cast<double>(q.y) - o.y) / length;
    std::size_t last = 0;
    double foot = 0;
    for (std::size_t k = 1; k < line_.size(); ++k) {
      const GridPoint w = place(line_[k]);
      const double x = static_cast<double>(w.x) - o.x, y = static_cast<double>(w.y) - o.y, along = x * dx + y * dy,
                   across = std::abs(x * dy - y * dx);
      if (along <= 0 || across > kEndWidth) break;
      const bool beside = across < kNarrowEnd * along || (across < kHookEnd * along && along < kHookLength);
      if (beside && along < length - kApart) last = k, foot = along;
    }
    if (last == 0 || foot < kApart) return false;
    const GridPoint to{static_cast<std::int32_t>(std::llround(o.x + foot * dx)),
                       static_cast<std::int32_t>(std::llround(o.y + foot * dy))};
    const std::int32_t cell = std::max(segment(s).left, segment(s).right);
    if (to == place(line_[last]) || !clear(to, last) || own_ground(cell, to, last)) return false;
    tiled_.points[at(p)] = to;
    BorderSegment& kept = tiled_.segments[at(pieces_[last - 1])];
    const std::int32_t from = line_[last - 1];
    if (from != p) {
      (kept.a == from ? kept.a : kept.b) = p;
      gone_.insert(gone_.end(), pieces_.begin(), pieces_.begin() + static_cast<std::ptrdiff_t>(last) - 1);
      for (std::int32_t& joined : joints_[at(p)].segment)
        if (segment(joined).ring_edge < 0) joined = pieces_[last - 1];
    }
    return true;
  }

  /// Nothing else lies between the line up to its vertex `last` and the border.
  bool clear(GridPoint to, std::size_t last) {
    if (!bins_) bins_ = std::make_unique<PointBins>(border_obstacles(tiled_, scene_));
    for (std::size_t k = 0; k < last; ++k)
      if (!bins_->free_of_points(to, place(line_[k]), place(line_[k + 1]))) return false;
    return true;
  }

  /// A corner of the cell's building on the line, or its ground between the line and the border.
  [[nodiscard]] bool own_ground(std::int32_t cell, GridPoint to, std::size_t last) const {
    const std::int32_t number = tiled_.building[at(cell)];
    if (number < 0) return false;
    const Building& building = scene_.city->buildings[at(number)];
    const auto on_line = [&](Point q) {
      const GridPoint g = tiled_.frame.to_grid(q);
      return std::any_of(line_.begin(), line_.begin() + static_cast<std::ptrdiff_t>(last) + 1,
                         [&](std::int32_t p) { return place(p) == g; });
    };
    if (on_line(building.point)) return true;  // the tip of a slice
    for (const Polygon& part : building.footprint) {
      if (std::any_of(part.outer.begin(), part.outer.end(), on_line)) return true;
      for (const Ring& hole : part.holes)
        if (std::any_of(hole.begin(), hole.end(), on_line)) return true;
    }
    const Point t = tiled_.frame.to_metres(to);
    for (std::size_t k = 0; k < last; ++k) {
      const Point middle =
          (tiled_.frame.to_metres(place(line_[k])) + tiled_.frame.to_metres(place(line_[k + 1])) + t) * (1.0 / 3);
      if (contains(building.footprint, middle)) return true;
    }
    return false;
  }

  TiledCommunity& tiled_;
  const CommunityScene& scene_;
  std::vector<Joint> joints_;
  std::vector<std::int32_t> line_, pieces_, gone_;
  std::unique_ptr<PointBins> bins_;
};

}  // namespace

void straighten_ends(TiledCommunity& tiled, const CommunityScene& scene) { EndStraightener(tiled, scene).run(); }

}  // namespace wangge
