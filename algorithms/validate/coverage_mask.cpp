#include "algorithms/validate/coverage_mask.hpp"

#include <algorithm>
#include <cmath>

namespace wangge {

CoverageMask::CoverageMask(const std::vector<const MultiPolygon*>& areas) {
  for (const MultiPolygon* a : areas) box_.expand(bounds(*a));
  if (box_.empty()) return;
  side_ = std::max(10.0, std::sqrt(box_.width() * box_.height() / 4e6));
  columns_ = static_cast<std::size_t>(box_.width() / side_) + 1;
  rows_ = static_cast<std::size_t>(box_.height() / side_) + 1;
  covered_.assign(columns_ * rows_, 0);
  for (const MultiPolygon* a : areas) paint(*a);
}

double CoverageMask::share(const std::vector<Point>& points, Point shift) const {
  std::size_t inside = 0;
  for (const Point p : points) inside += holds(p + shift) ? 1 : 0;
  return points.empty() ? 0 : static_cast<double>(inside) / static_cast<double>(points.size());
}

bool CoverageMask::holds(Point p) const {
  if (covered_.empty() || !box_.contains(p)) return false;
  return covered_[static_cast<std::size_t>((p.y - box_.min_y) / side_) * columns_ +
                  static_cast<std::size_t>((p.x - box_.min_x) / side_)] != 0;
}

void CoverageMask::paint(const MultiPolygon& area) {
  const Box own = bounds(area);
  if (own.empty()) return;
  std::vector<double> xs;
  const auto last = static_cast<std::size_t>((own.max_y - box_.min_y) / side_);
  for (auto r = static_cast<std::size_t>((own.min_y - box_.min_y) / side_); r <= last && r < rows_; ++r) {
    const double y = box_.min_y + (static_cast<double>(r) + 0.5) * side_;
    xs.clear();
    auto ring = [&](const Ring& points) {
      for (std::size_t i = 0, j = points.size() - 1; i < points.size(); j = i++)
        if ((points[i].y > y) != (points[j].y > y))
          xs.push_back((points[j].x - points[i].x) * (y - points[i].y) / (points[j].y - points[i].y) + points[i].x);
    };
    for (const Polygon& p : area) {
      ring(p.outer);
      for (const Ring& hole : p.holes) ring(hole);
    }
    std::sort(xs.begin(), xs.end());
    for (std::size_t k = 0; k + 1 < xs.size(); k += 2) {
      const auto from = static_cast<std::size_t>(std::max(0.0, std::ceil((xs[k] - box_.min_x) / side_ - 0.5)));
      for (std::size_t c = from; c < columns_ && box_.min_x + (static_cast<double>(c) + 0.5) * side_ < xs[k + 1]; ++c)
        covered_[r * columns_ + c] = 1;
    }
  }
}

}  // namespace wangge
