#include "algorithms/validate/share_border_corners.hpp"

#include <algorithm>
#include <cmath>

#include "core/box_index.hpp"

namespace wangge {

namespace {

constexpr double kTouch = 0.005;  // metres

Point rounded(Point p) { return {std::round(p.x * 1000) / 1000, std::round(p.y * 1000) / 1000}; }

/// Corners sorted by x in strips of y: finds those near an edge without a tree.
class CornerIndex {
 public:
  explicit CornerIndex(std::vector<Point> corners) : corners_(std::move(corners)) {
    std::sort(corners_.begin(), corners_.end(), [](Point a, Point b) { return a.x != b.x ? a.x < b.x : a.y < b.y; });
    corners_.erase(std::unique(corners_.begin(), corners_.end()), corners_.end());
    std::vector<Box> boxes;
    boxes.reserve(corners_.size());
    for (const Point p : corners_) boxes.push_back({p.x, p.y, p.x, p.y});
    index_.emplace_back(boxes);
  }
  /// Corners on edge ab (ends excluded), in order from a.
  std::vector<Point> on_edge(Point a, Point b) const {
    Box box;
    box.expand(a);
    box.expand(b);
    box.grow(kTouch);
    std::vector<std::pair<double, Point>> found;
    for (const std::int32_t i : index_[0].query(box)) {
      const Point p = corners_[static_cast<std::size_t>(i)];
      if (p == a || p == b) continue;
      const Foot foot = foot_on_segment(p, a, b);
      if (foot.metres <= kTouch && distance(p, a) > kTouch && distance(p, b) > kTouch && foot.share > 0 && foot.share < 1)
        found.emplace_back(foot.share, p);
    }
    std::sort(found.begin(), found.end(), [](const auto& x, const auto& y) { return x.first < y.first; });
    std::vector<Point> out;
    for (const auto& [share, p] : found) out.push_back(p);
    return out;
  }

 private:
  std::vector<Point> corners_;
  std::vector<BoxIndex> index_;
};

}  // namespace

std::vector<MultiPolygon> share_border_corners(const std::vector<Community>& communities) {
  std::vector<MultiPolygon> areas;
  std::vector<Point> corners;
  auto tidy = [&](Ring& ring) {
    for (Point& p : ring) {
      p = rounded(p);
      corners.push_back(p);
    }
    ring.erase(std::unique(ring.begin(), ring.end()), ring.end());
    while (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
  };
  for (const Community& c : communities) {
    areas.push_back(c.area);
    for (Polygon& p : areas.back()) {
      tidy(p.outer);
      for (Ring& hole : p.holes) tidy(hole);
    }
  }
  if (corners.empty()) return areas;
  const CornerIndex index(std::move(corners));
  auto densify = [&](Ring& ring) {
    Ring out;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      out.push_back(ring[i]);
      for (const Point p : index.on_edge(ring[i], ring[(i + 1) % ring.size()])) out.push_back(p);
    }
    ring = std::move(out);
  };
  for (MultiPolygon& area : areas)
    for (Polygon& p : area) {
      densify(p.outer);
      for (Ring& hole : p.holes) densify(hole);
    }
  return areas;
}

}  // namespace wangge
