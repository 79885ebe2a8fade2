/// Traces the sublevel sets {value <= level} of a field over a PointMesh into polygons.
/// Guarantees
///  - a point of the mesh lies strictly inside the polygon of a level exactly when its value is <= that level;
///  - polygons are valid (rings are simple, do not touch, holes lie in their outer ring) and those of a lower level lie within
///  those
///    of a higher one;
///  - outer rings run counter-clockwise, holes clockwise.
/// How: linear between corners, marching squares in plain cells (opposite corners are never joined) and triangles in cells with
/// points; a cut keeps a tenth of its edge from either end, so rings cannot touch in a corner. Where the field jumps (another
/// street, a wall) the cut goes to the middle of the edge instead of following a slope that is not there.
/// Units: metres; infinity = outside every level. Cost: O(nodes of the window + vertices traced).
/// Source: marching squares after Lorensen & Cline 1987.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "algorithms/coverage/point_mesh.hpp"

namespace wangge {

/// Nodes [column, column + columns) x [row, row + rows) of a lattice. All of its outermost nodes must be outside every level.
struct LatticeWindow {
  std::int32_t column = 0, row = 0;
  std::int32_t columns = 0, rows = 0;
  [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows); }
  [[nodiscard]] std::size_t at(std::int32_t c, std::int32_t r) const {
    return static_cast<std::size_t>(r - row) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(c - column);
  }
};

/// The nodes within `half` metres of the place in both directions, cut at the lattice's edge.
[[nodiscard]] LatticeWindow window_around(const Lattice& lattice, Point place, double half);

/// Reusable memory for tracing on one mesh; one object a thread.
class LevelTracer {
 public:
  explicit LevelTracer(const PointMesh& mesh) : mesh_(&mesh) {}

  /// One area per level. `nodes`: values of the window row by row; `points`: by point of the mesh, infinite but for
  /// those in `valued`; `levels` ascending, at most 250.
  [[nodiscard]] std::vector<MultiPolygon> trace(const LatticeWindow& window, std::span<const float> nodes,
                                                std::span<const double> points, std::span<const std::uint32_t> valued,
                                                std::span<const double> levels);

 private:
  struct Corner {
    Point place;
    double value = 0;
  };
  [[nodiscard]] std::uint8_t rank(double value) const;
  void scan_row(std::int32_t row);
  void cut_square(std::int32_t column, std::int32_t row);
  void cut_triangles(const PointMesh::Cell& cell);
  [[nodiscard]] std::uint32_t side_key(std::int32_t column, std::int32_t row, std::uint32_t side) const;
  [[nodiscard]] Corner corner(const PointMesh::Cell& cell, std::uint32_t name) const;
  [[nodiscard]] Corner node_corner(std::int32_t column, std::int32_t row) const;
  [[nodiscard]] Point cut_place(std::uint32_t key, double level) const;
  [[nodiscard]] MultiPolygon join_segments(std::size_t level);

  const PointMesh* mesh_;
  LatticeWindow window_;
  std::span<const float> nodes_;
  std::span<const double> points_;
  std::span<const double> levels_;
  std::vector<std::uint8_t> ranks_, point_ranks_;  // number of levels below the value, by node and by point
  std::uint8_t outside_ = 0;                       // rank of what is outside every level, 0 = not yet known
  std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> segments_;  // by level: from cut to cut, inside on the left
  std::vector<std::uint32_t> next_;                                             // by cut
  Ring ring_;                                                                   // work memory: the ring being joined
};

/// Rings with the inside on their left, sorted into polygons: each hole into the smallest outer ring around it.
[[nodiscard]] MultiPolygon rings_to_polygons(std::vector<Ring> rings);

}  // namespace wangge
