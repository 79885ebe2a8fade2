#include "algorithms/cells/simplify_borders.hpp"

#include <algorithm>

#include "algorithms/cells/border_arcs.hpp"
#include "algorithms/cells/border_obstacles.hpp"
#include "algorithms/cells/drop_unused_points.hpp"
#include "algorithms/cells/least_of.hpp"
#include "algorithms/cells/point_bins.hpp"
#include "core/number_table.hpp"

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// Square of the millimetres from p to segment ab.
double squared_beside(GridPoint p, GridPoint a, GridPoint b) {
  const double dx = static_cast<double>(b.x) - a.x, dy = static_cast<double>(b.y) - a.y, px = static_cast<double>(p.x) - a.x,
               py = static_cast<double>(p.y) - a.y;
  const double square = dx * dx + dy * dy, along = px * dx + py * dy;
  if (along <= 0) return px * px + py * py;
  if (along >= square) return (px - dx) * (px - dx) + (py - dy) * (py - dy);
  const double across = px * dy - py * dx;
  return across * across / square;
}

class Simplifier {
 public:
  Simplifier(TiledCommunity& tiled, const CommunityScene& scene)
      : tiled_(tiled), used_(mark_used(tiled)), bins_(border_obstacles(tiled, scene)) {
    for (std::size_t i = 0; i < used_.size(); ++i)
      if (used_[i] == 0) bins_.remove(static_cast<std::int32_t>(i));
  }

  void run() {
    std::vector<BorderArc> arcs = border_arcs(tiled_);
    for (const BorderArc& arc : arcs)
      if (arc.points.size() == 2) straight_.try_emplace(pair_of(arc.points.front(), arc.points.back()), 0);
    std::vector<BorderSegment> out;
    out.reserve(tiled_.segments.size());
    for (BorderArc& arc : arcs) {
      if (arc.like.ring_edge < 0 && arc.points.size() > 2) thin(arc);
      for (std::size_t i = 0; i + 1 < arc.points.size(); ++i) {
        BorderSegment s = arc.like;
        s.a = arc.points[i];
        s.b = arc.points[i + 1];
        out.push_back(s);
      }
    }
    tiled_.segments = std::move(out);
    drop_unused_points(tiled_);
  }

 private:
  static std::vector<char> mark_used(const TiledCommunity& tiled) {
    std::vector<char> used(tiled.points.size(), 0);
    for (const BorderSegment& s : tiled.segments) used[at(s.a)] = used[at(s.b)] = 1;
    return used;
  }

  static std::uint64_t pair_of(std::int32_t a, std::int32_t b) {
    return (std::uint64_t{static_cast<std::uint32_t>(std::min(a, b))} << 32) | static_cast<std::uint32_t>(std::max(a, b));
  }

  GridPoint place(std::int32_t p) const { return tiled_.points[at(p)]; }

  /// Takes vertices out of one arc, the least bent first.
  void thin(BorderArc& arc) {
    const double reach = arc.like.barrier >= 0 || arc.like.wall ? kAlongTolerance : kOpenTolerance, tolerance = reach * reach;
    const std::vector<std::int32_t>& all = arc.points;
    const auto n = static_cast<std::int32_t>(all.size());
    const bool closed = all.front() == all.back();
    before_.resize(at(n));
    after_.resize(at(n));
    for (std::int32_t i = 0; i < n; ++i) before_[at(i)] = i - 1, after_[at(i)] = i + 1;
    std::int32_t left = n;
    least_.clear(at(n));
    auto weigh = [&](std::int32_t i) {
      if (i <= 0 || i >= n - 1) return;
      const double bend = squared_beside(place(all[at(i)]), place(all[at(before_[at(i)])]), place(all[at(after_[at(i)])]));
      least_.set(at(i), bend <= tolerance ? bend : LeastOf::kNone);
    };
    for (std::int32_t i = 1; i + 1 < n; ++i) weigh(i);
    while (left > (closed ? 4 : 2)) {
      const LeastOf::Found found = least_.find();
      if (found.value == LeastOf::kNone) break;
      const auto i = static_cast<std::int32_t>(found.i);
      least_.set(at(i), LeastOf::kNone);
      const std::int32_t u = before_[at(i)], w = after_[at(i)];
      if (!may_go(all, u, i, w, tolerance)) continue;
      if (u == 0 && w == n - 1 && !straight_.try_emplace(pair_of(all.front(), all.back()), 0).second) continue;
      bins_.remove(all[at(i)]);
      after_[at(u)] = w;
      before_[at(w)] = u;
      --left;
      weigh(u);
      weigh(w);
    }
    std::size_t kept = 0;
    for (std::int32_t i = 0; i < n; i = after_[at(i)]) arc.points[kept++] = arc.points[at(i)];
    arc.points.resize(kept);
  }

  bool may_go(const std::vector<std::int32_t>& all, std::int32_t u, std::int32_t i, std::int32_t w, double tolerance) const {
    const GridPoint a = place(all[at(u)]), c = place(all[at(w)]);
    if (a == c) return false;
    for (std::int32_t k = u + 1; k < w; ++k)
      if (k != i && squared_beside(place(all[at(k)]), a, c) > tolerance) return false;
    return bins_.free_of_points(a, place(all[at(i)]), c, all[at(i)]);
  }

  TiledCommunity& tiled_;
  std::vector<char> used_;
  PointBins bins_;
  NumberTable<std::uint64_t, MixedHash> straight_;  ///< pairs of vertices with an arc straight between them
  std::vector<std::int32_t> before_, after_;
  LeastOf least_;  ///< squares of what going costs, mm2; none where a vertex stays
};

}  // namespace

void simplify_borders(TiledCommunity& tiled, const CommunityScene& scene) { Simplifier(tiled, scene).run(); }

}  // namespace wangge
