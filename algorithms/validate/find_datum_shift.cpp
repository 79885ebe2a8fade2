#include <algorithm>
#include <cmath>
#include <numbers>

#include "algorithms/validate/find_list.hpp"

namespace wangge {

namespace {

// GCJ-02 moves a place by about 300-700 m, BD-09 by up to 1,200 m; within one city the shift is the same to a few metres.
constexpr double kNearestShift = 100, kFarthestShift = 1500, kStep = 50;  // metres
constexpr std::size_t kSample = 3000;                                     // buildings looked at

/// Which ground an outline covers, as squares.
class Mask {
 public:
  explicit Mask(const std::vector<const MultiPolygon*>& areas) {
    for (const MultiPolygon* a : areas) box_.expand(bounds(*a));
    if (box_.empty()) return;
    side_ = std::max(10.0, std::sqrt(box_.width() * box_.height() / 4e6));
    columns_ = static_cast<std::size_t>(box_.width() / side_) + 1;
    rows_ = static_cast<std::size_t>(box_.height() / side_) + 1;
    covered_.assign(columns_ * rows_, 0);
    for (const MultiPolygon* a : areas) paint(*a);
  }
  [[nodiscard]] double share(const std::vector<Point>& points, Point shift) const {
    std::size_t inside = 0;
    for (const Point p : points) inside += holds(p + shift) ? 1 : 0;
    return points.empty() ? 0 : static_cast<double>(inside) / static_cast<double>(points.size());
  }

 private:
  [[nodiscard]] bool holds(Point p) const {
    if (covered_.empty() || !box_.contains(p)) return false;
    return covered_[static_cast<std::size_t>((p.y - box_.min_y) / side_) * columns_ +
                    static_cast<std::size_t>((p.x - box_.min_x) / side_)] != 0;
  }
  void paint(const MultiPolygon& area) {
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
  Box box_;
  double side_ = 10;
  std::size_t columns_ = 0, rows_ = 0;
  std::vector<char> covered_;
};

struct Shift {
  Point by;
  double share = 0;
};

/// The shift that brings most points onto the covered ground; the shortest of equals.
Shift best_shift(const Mask& mask, const std::vector<Point>& points) {
  Shift best{{0, 0}, mask.share(points, {0, 0})};
  auto look = [&](Point shift) {
    if (const double share = mask.share(points, shift); share > best.share + 1e-9) best = {shift, share};
  };
  for (double metres = kNearestShift; metres <= kFarthestShift; metres += kStep) {
    const int ways = std::max(8, static_cast<int>(2 * std::numbers::pi * metres / kStep));
    for (int k = 0; k < ways; ++k)
      look({metres * std::cos(2 * std::numbers::pi * k / ways), metres * std::sin(2 * std::numbers::pi * k / ways)});
  }
  const Point coarse = best.by;
  if (coarse == Point{0, 0}) return best;
  for (double x = -40; x <= 40; x += 10)
    for (double y = -40; y <= 40; y += 10) look(coarse + Point{x, y});
  return best;
}

std::vector<Point> sample(const std::vector<Building>& buildings) {
  std::vector<Point> points;
  const std::size_t every = std::max<std::size_t>(1, buildings.size() / kSample);
  for (std::size_t i = 0; i < buildings.size(); i += every) points.push_back(buildings[i].point);
  return points;
}

/// @param rise  the share must grow by this much, and half of what lies outside must come inside.
void compare(FindingList& list, const char* layer, const std::vector<const MultiPolygon*>& areas, double rise) {
  const std::vector<Point> points = sample(list.city.buildings);
  if (areas.empty() || points.size() < 50) return;
  const Mask mask(areas);
  const double now = mask.share(points, {0, 0});
  if (now > 0.98) return;
  const Shift best = best_shift(mask, points);
  if (best.share - now < rise || 1 - best.share > 0.5 * (1 - now)) return;
  list.note("layer_shifted", Severity::warning, layer, "",
            {layer, with_decimals(100 * now, 1), with_decimals(100 * best.share, 1), with_decimals(best.by.x, 0),
             with_decimals(best.by.y, 0), with_decimals(std::hypot(best.by.x, best.by.y), 0)},
            points[points.size() / 2]);
}

template <class Record>
std::vector<const MultiPolygon*> areas_of(const std::vector<Record>& records) {
  std::vector<const MultiPolygon*> out;
  for (const Record& r : records)
    if (!r.area.empty()) out.push_back(&r.area);
  return out;
}

}  // namespace

void find_datum_shift(FindingList& list) {
  compare(list, "communities", areas_of(list.city.communities), 0.03);
  // Not every building stands in a compound, and rows of them repeat: only a clear gain counts.
  if (list.city.compounds.size() >= 10) compare(list, "compounds", areas_of(list.city.compounds), 0.15);
}

}  // namespace wangge
