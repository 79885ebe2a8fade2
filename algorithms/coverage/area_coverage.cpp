#include "algorithms/coverage/area_coverage.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

#include "core/parallel.hpp"

namespace wangge {

namespace {

// An edge says how far the land east of it begins. Land is the sum of its edges with their signs, and so the common land of two
// areas is the sum over pairs of edges of what lies east of both: no crossing needs to be found. Pairs whose heights do not meet
// add nothing, which is what the bands are for.
struct SignedEdge {
  Point a, b;   // as the ring runs, when outer rings run to the left and holes to the right
  double sign;  // of falling edges: +1, or -1 where the ring of the input runs the other way
  [[nodiscard]] double low() const { return std::min(a.y, b.y); }
  [[nodiscard]] double high() const { return std::max(a.y, b.y); }
  [[nodiscard]] double x_at(double y) const { return a.x + (b.x - a.x) * ((y - a.y) / (b.y - a.y)); }
};

std::vector<SignedEdge> edges_of(const MultiPolygon& area) {
  std::vector<SignedEdge> edges;
  const auto add = [&](const Ring& ring, bool hole) {
    const double sign = (signed_area(ring) > 0) != hole ? 1.0 : -1.0;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) edges.push_back({ring[j], ring[i], sign});
  };
  for (const Polygon& polygon : area) {
    add(polygon.outer, false);
    for (const Ring& hole : polygon.holes) add(hole, true);
  }
  return edges;
}

/// Edges by bands of height; an edge is listed in every band it touches.
class EdgeBands {
 public:
  EdgeBands(const MultiPolygon& area, double height) : height_(height), edges_(edges_of(area)) {
    if (edges_.empty()) return;
    const Box box = bounds(area);
    y0_ = box.min_y;
    height_ = std::max(height_, box.height() / kMostBands);
    first_.assign(static_cast<std::size_t>(box.height() / height_) + 2, 0);
    const auto each_band = [&](const SignedEdge& edge, auto&& visit) {
      for (std::size_t b = band(edge.low()); b <= band(edge.high()); ++b) visit(b);
    };
    for (const SignedEdge& edge : edges_) each_band(edge, [&](std::size_t b) { ++first_[b + 1]; });
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    members_.resize(first_.back());
    std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
    for (std::uint32_t e = 0; e < edges_.size(); ++e) each_band(edges_[e], [&](std::size_t b) { members_[next[b]++] = e; });
  }

  /// Calls visit(edge) once for every edge whose height meets [from, to].
  template <class Visit>
  void each_between(double from, double to, Visit&& visit) const {
    if (edges_.empty()) return;
    const std::size_t first = band(from), last = band(to);
    for (std::size_t b = first; b <= last; ++b)
      for (std::uint32_t i = first_[b]; i < first_[b + 1]; ++i) {
        const SignedEdge& edge = edges_[members_[i]];
        if (edge.high() >= from && edge.low() <= to && std::max(band(edge.low()), first) == b) visit(edge);
      }
  }
  [[nodiscard]] const std::vector<SignedEdge>& edges() const { return edges_; }

 private:
  static constexpr double kMostBands = 1e5;
  [[nodiscard]] std::size_t band(double y) const {
    return static_cast<std::size_t>(std::clamp((y - y0_) / height_, 0.0, static_cast<double>(first_.size() - 2)));
  }
  double height_, y0_ = 0;
  std::vector<SignedEdge> edges_;
  std::vector<std::uint32_t> first_, members_;
};

/// What the pair adds to the common land: land east of both edges, west of the upright line `east`.
double land_of(const SignedEdge& e, const SignedEdge& f, double east) {
  const double from = std::max(e.low(), f.low()), to = std::min(e.high(), f.high());
  if (!(to > from)) return 0;
  const double f0 = f.x_at(from), f1 = f.x_at(to), below = e.x_at(from) - f0, above = e.x_at(to) - f1;
  double farther = 0;  // that e lies east of f, on the mean
  if (below > 0 && above > 0)
    farther = (below + above) / 2;
  else if (below > 0 || above > 0)
    farther = std::max(below, above) * std::max(below, above) / (2 * std::abs(below - above));
  const double sign = (e.a.y > e.b.y ? e.sign : -e.sign) * (f.a.y > f.b.y ? f.sign : -f.sign);
  return sign * (to - from) * (east - (f0 + f1) / 2 - farther);
}

/// One area asked against the land of many radii.
class MeasuredArea {
 public:
  explicit MeasuredArea(const MultiPolygon& area)
      : box_(bounds(area)), edges_(area, std::max(box_.height() / 24, 1.0)), square_metres_(below(box_.max_y)) {}

  [[nodiscard]] double square_metres() const { return square_metres_; }

  [[nodiscard]] double common_with(const EdgeBands& land) const {
    double sum = 0;
    land.each_between(box_.min_y, box_.max_y, [&](const SignedEdge& e) {
      // Edges in the east add nothing: at every height those of the area cancel out.
      if (e.a.x >= box_.max_x && e.b.x >= box_.max_x) return;
      if (e.a.x < box_.min_x && e.b.x < box_.min_x) {
        sum += e.sign * ((e.a.y > box_.max_y ? square_metres() : 0) - (e.b.y > box_.max_y ? square_metres() : 0));
        return;
      }
      edges_.each_between(e.low(), e.high(), [&](const SignedEdge& f) { sum += land_of(e, f, box_.max_x); });
      // An edge in the west adds sign * (below(a) - below(b)). Along a chain of them all but the ends cancel: the ends are where
      // it leaves the west, and they are settled here, from the other side; where it leaves over the top, above.
      if (in_west(e.a)) sum -= e.sign * below(e.a.y);
      if (in_west(e.b)) sum += e.sign * below(e.b.y);
    });
    return std::clamp(sum, 0.0, square_metres());
  }

 private:
  [[nodiscard]] bool in_west(Point p) const { return p.x < box_.min_x && p.y <= box_.max_y; }
  /// Land of the area below a height.
  [[nodiscard]] double below(double y) const {
    double sum = 0;
    for (const SignedEdge& f : edges_.edges()) {
      const double to = std::min(f.high(), y);
      if (!(to > f.low())) continue;
      const double width = box_.max_x - (f.x_at(f.low()) + f.x_at(to)) / 2;
      sum += (f.a.y > f.b.y ? f.sign : -f.sign) * (to - f.low()) * width;
    }
    return sum;
  }

  Box box_;
  EdgeBands edges_;
  double square_metres_;
};

constexpr double kBand = 50.0;  // metres; some of them a grid

}  // namespace

void measure_covered_land(std::span<AreaCoverage> rows, std::span<const CoveredLand> covered, const RunContext& run) {
  std::vector<EdgeBands> lands;
  lands.reserve(covered.size());
  for (const CoveredLand& land : covered) lands.emplace_back(land.area, kBand);
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for_each_parallel(order, run.threads, [&](std::size_t i) {
    AreaCoverage& row = rows[i];
    if (row.area.empty()) return;
    const MeasuredArea measured(row.area);
    row.square_metres = measured.square_metres();
    for (std::size_t l = 0; l < covered.size(); ++l) {
      const CoveredLand& land = covered[l];
      if (land.mode != row.mode || land.metres != row.metres || land.profile != "standard") continue;
      row.covered_square_metres = measured.common_with(lands[l]);
    }
  });
}

}  // namespace wangge
