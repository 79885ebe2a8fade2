#include "algorithms/coverage/point_mesh.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace wangge {

namespace {
using Corners = std::array<std::uint32_t, 3>;
}

/// Delaunay triangles of one square cell and the points inside it. Few points a cell, so neighbours are found by looking.
class CellTriangles {
 public:
  explicit CellTriangles(double side) : side_(side) { clear(); }
  void clear() {
    at_.assign({{0, 0}, {side_, 0}, {side_, side_}, {0, side_}});
    triangles_.assign({{0, 1, 2}, {0, 2, 3}});
  }

  /// p relative to the cell's south-west corner, strictly inside the cell.
  void insert(Point p) {
    at_.push_back(p);
    const auto v = static_cast<std::uint32_t>(at_.size() - 1);
    if (v == 4) {
      // The first point lies in the circle through the four corners: it is joined to all of them.
      triangles_.assign({{0, 1, v}, {1, 2, v}, {2, 3, v}, {3, 0, v}});
      return;
    }
    const auto [home, nearest_edge] = find_home(p);
    if (!split_edge(home, nearest_edge, v)) split_triangle(home, v);
    flip_until_delaunay(v);
  }
  [[nodiscard]] const std::vector<Corners>& triangles() const { return triangles_; }

 private:
  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

  [[nodiscard]] double turn(std::uint32_t a, std::uint32_t b, std::uint32_t c) const {
    return cross(at_[b] - at_[a], at_[c] - at_[a]);
  }

  /// The triangle that holds p (the one it is least outside of) and its edge nearest to p.
  [[nodiscard]] std::pair<std::size_t, std::size_t> find_home(Point p) const {
    std::pair<std::size_t, std::size_t> best{0, 0};
    double depth = -1e300;
    for (std::size_t t = 0; t < triangles_.size(); ++t) {
      double least = 1e300;
      std::size_t edge = 0;
      for (std::size_t e = 0; e < 3; ++e) {
        const Point a = at_[triangles_[t][e]], b = at_[triangles_[t][(e + 1) % 3]];
        const double inward = cross(b - a, p - a) / std::sqrt(dot(b - a, b - a));
        if (inward < least) least = inward, edge = e;
      }
      if (least > depth) depth = least, best = {t, edge};
    }
    return best;
  }

  /// The triangle on the other side of edge (a, b) and the place of its far corner.
  [[nodiscard]] std::pair<std::size_t, std::size_t> across(std::uint32_t a, std::uint32_t b) const {
    for (std::size_t t = 0; t < triangles_.size(); ++t)
      for (std::size_t e = 0; e < 3; ++e)
        if (triangles_[t][e] == b && triangles_[t][(e + 1) % 3] == a) return {t, (e + 2) % 3};
    return {kNowhere, 0};
  }

  /// A point on an inner edge (1 micrometre) splits both triangles beside it: splitting one would leave a triangle without area.
  bool split_edge(std::size_t home, std::size_t edge, std::uint32_t v) {
    const std::uint32_t a = triangles_[home][edge], b = triangles_[home][(edge + 1) % 3], c = triangles_[home][(edge + 2) % 3];
    if (turn(a, b, v) > 1e-6 * distance(at_[a], at_[b])) return false;
    const auto [other, place] = across(a, b);
    if (other == kNowhere) return false;
    const std::uint32_t d = triangles_[other][place];
    if (turn(a, v, c) <= 0 || turn(v, b, c) <= 0 || turn(b, v, d) <= 0 || turn(v, a, d) <= 0) return false;
    triangles_[home] = {a, v, c};
    triangles_[other] = {b, v, d};
    triangles_.push_back({v, b, c});
    triangles_.push_back({v, a, d});
    return true;
  }

  void split_triangle(std::size_t home, std::uint32_t v) {
    const auto [a, b, c] = triangles_[home];
    triangles_[home] = {a, b, v};
    triangles_.push_back({b, c, v});
    triangles_.push_back({c, a, v});
  }

  /// True when d lies inside the circle through a, b, c (counter-clockwise), by more than rounding.
  [[nodiscard]] bool in_circle(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) const {
    const Point p = at_[a] - at_[d], q = at_[b] - at_[d], r = at_[c] - at_[d];
    return dot(p, p) * cross(q, r) + dot(q, q) * cross(r, p) + dot(r, r) * cross(p, q) > 1e-9;
  }

  /// Lawson 1977: only the edges opposite the new corner can be wrong.
  void flip_until_delaunay(std::uint32_t v) {
    // Flips only ever improve the triangles, so they end; the bound guards against rounding going round in circles.
    for (std::size_t left = 20 * triangles_.size(); left > 0 && flip_one(v); --left) {
    }
  }

  bool flip_one(std::uint32_t v) {
    for (std::size_t t = 0; t < triangles_.size(); ++t) {
      const auto place =
          static_cast<std::size_t>(std::find(triangles_[t].begin(), triangles_[t].end(), v) - triangles_[t].begin());
      if (place == 3) continue;
      const std::uint32_t a = triangles_[t][(place + 1) % 3], b = triangles_[t][(place + 2) % 3];
      const auto [other, far] = across(a, b);
      if (other == kNowhere) continue;
      const std::uint32_t d = triangles_[other][far];
      if (!in_circle(a, b, v, d) || turn(a, d, v) <= 1e-9 || turn(d, b, v) <= 1e-9) continue;
      triangles_[t] = {a, d, v};
      triangles_[other] = {d, b, v};
      return true;
    }
    return false;
  }

  double side_;
  std::vector<Point> at_;
  std::vector<Corners> triangles_;
};

namespace {

std::int32_t cell_of(double from_origin, double step, std::int32_t nodes) {
  return static_cast<std::int32_t>(std::clamp(std::floor(from_origin / step), 0.0, static_cast<double>(nodes - 2)));
}

/// Start of a lattice line that keeps the greatest distance from all values: the middle of the widest gap between them, modulo
/// step.
double line_in_widest_gap(std::vector<double> values, double step) {
  if (values.empty()) return 0;
  for (double& v : values) v -= std::floor(v / step) * step;
  // As many drawers as values: the widest gap is no narrower than a drawer, so it lies between two of them, and sorting is
  // spared.
  struct Drawer {
    double low = 1e300, high = -1e300;
  };
  std::vector<Drawer> drawers(values.size());
  const double scale = static_cast<double>(values.size()) / step;
  for (const double v : values) {
    Drawer& drawer = drawers[std::min(static_cast<std::size_t>(v * scale), values.size() - 1)];
    drawer.low = std::min(drawer.low, v), drawer.high = std::max(drawer.high, v);
  }
  double first = 1e300, before = -1e300, widest = -1, line = 0;
  for (const Drawer& drawer : drawers) {
    if (drawer.high < drawer.low) continue;
    first = std::min(first, drawer.low);
    if (before >= 0 && drawer.low - before > widest) widest = drawer.low - before, line = before + widest / 2;
    before = drawer.high;
  }
  if (first + step - before >= widest) widest = first + step - before, line = before + widest / 2;
  return line;
}

/// Side of the cell that joins two of its corners, kFirstEdge when they are no neighbours.
std::uint32_t side_of(std::uint32_t a, std::uint32_t b) {
  if (a > 3 || b > 3) return PointMesh::kFirstEdge;
  if ((a + 1) % 4 == b) return a;
  if ((b + 1) % 4 == a) return b;
  return PointMesh::kFirstEdge;
}

}  // namespace

std::int32_t Lattice::column_of(double x) const { return cell_of(x - x0, step, columns); }
std::int32_t Lattice::row_of(double y) const { return cell_of(y - y0, step, rows); }

PointMesh::PointMesh(std::vector<Point> points, double step, Box extent) : points_(std::move(points)) {
  std::vector<double> xs, ys;
  for (const Point p : points_) extent.expand(p), xs.push_back(p.x), ys.push_back(p.y);
  if (extent.empty()) extent.expand(Point{});
  auto start = [step](std::vector<double> values, double low) {
    const double line = line_in_widest_gap(std::move(values), step);
    return (std::floor((low - line) / step) - 3) * step + line;
  };
  lattice_ = {start(std::move(xs), extent.min_x), start(std::move(ys), extent.min_y), step, 0, 0};
  lattice_.columns = static_cast<std::int32_t>((extent.max_x - lattice_.x0) / step) + 5;
  lattice_.rows = static_cast<std::int32_t>((extent.max_y - lattice_.y0) / step) + 5;

  std::vector<std::tuple<std::int32_t, std::int32_t, std::uint32_t>> order;  // row, column, point
  order.reserve(points_.size());
  rows_.reserve(points_.size()), columns_.reserve(points_.size());
  for (std::uint32_t i = 0; i < points_.size(); ++i) {
    rows_.push_back(lattice_.row_of(points_[i].y));
    columns_.push_back(lattice_.column_of(points_[i].x));
    order.emplace_back(rows_.back(), columns_.back(), i);
  }
  std::sort(order.begin(), order.end());
  row_first_.assign(static_cast<std::size_t>(lattice_.rows) + 1, 0);
  members_.reserve(points_.size());
  CellTriangles local(step);
  for (std::size_t i = 0; i < order.size();) {
    const auto [row, column, point] = order[i];
    const std::size_t first = members_.size();
    for (; i < order.size() && std::get<0>(order[i]) == row && std::get<1>(order[i]) == column; ++i)
      members_.push_back(std::get<2>(order[i]));
    const std::span<const std::uint32_t> members = std::span(members_).subspan(first);
    cells_.push_back({column, row, static_cast<std::uint32_t>(triangles_.size()), 0, static_cast<std::uint32_t>(first),
                      static_cast<std::uint32_t>(members.size())});
    ++row_first_[static_cast<std::size_t>(row) + 1];
    triangulate(static_cast<std::uint32_t>(cells_.size() - 1), members, local);
  }
  for (std::size_t r = 1; r < row_first_.size(); ++r) row_first_[r] += row_first_[r - 1];
}

void PointMesh::triangulate(std::uint32_t cell, std::span<const std::uint32_t> members, CellTriangles& local) {
  local.clear();
  const Point corner = lattice_.node(cells_[cell].column, cells_[cell].row);
  for (const std::uint32_t m : members) local.insert(points_[m] - corner);
  auto name = [&](std::uint32_t v) { return v < kFirstPoint ? v : kFirstPoint + members[v - kFirstPoint]; };
  const std::size_t own = edges_.size();  // edges of this cell begin here; they are few, so they are found by looking
  for (const Corners& corners : local.triangles()) {
    Triangle triangle;
    for (std::size_t i = 0; i < 3; ++i) {
      const std::uint32_t a = corners[i], b = corners[(i + 1) % 3];
      triangle.corner[i] = name(a);
      triangle.edge[i] = side_of(a, b);
      if (triangle.edge[i] != kFirstEdge) continue;
      const std::uint32_t low = name(std::min(a, b)), high = name(std::max(a, b));
      std::size_t at = own;
      while (at < edges_.size() && (edges_[at].a != low || edges_[at].b != high)) ++at;
      if (at == edges_.size()) edges_.push_back({low, high, cell});
      triangle.edge[i] = kFirstEdge + static_cast<std::uint32_t>(at);
    }
    triangles_.push_back(triangle);
  }
  cells_[cell].triangles = static_cast<std::uint32_t>(triangles_.size()) - cells_[cell].first_triangle;
}

}  // namespace wangge
