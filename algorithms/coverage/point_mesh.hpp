/// A square lattice over the city in which every building point is a corner of its own small triangles.
/// A value given at lattice nodes and points, linear between, has sublevel sets {value <= level} that are valid and nested by
/// construction and hold exactly the points whose own value is <= level: this is how a circle's polygon and its list of buildings
/// come to agree (level_rings traces them).
/// Guarantees
///  - no point lies on a line of the lattice: its origin is put into the widest gap between the points' coordinates;
///  - the triangles of a cell tile it, keep its four sides whole, and have the cell's points as corners (Delaunay);
///  - equal points and step give an equal mesh.
/// Units: metres. Points must differ by >= 0.1 mm to be told apart safely. Cost: O(n log n) + the square of the points in one
/// cell.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/geometry.hpp"

namespace wangge {

/// Nodes of the lattice; node (column, row) lies at `node(column, row)`.
struct Lattice {
  double x0 = 0, y0 = 0;
  double step = 10;
  std::int32_t columns = 0, rows = 0;  ///< number of nodes each way

  [[nodiscard]] Point node(std::int32_t column, std::int32_t row) const { return {x0 + column * step, y0 + row * step}; }
  [[nodiscard]] std::int32_t column_of(double x) const;  ///< of the cell that holds x, clamped
  [[nodiscard]] std::int32_t row_of(double y) const;
};

class CellTriangles;

class PointMesh {
 public:
  /// Corners 0..3 of the cell counter-clockwise from its south-west, then 4 + point.
  static constexpr std::uint32_t kFirstPoint = 4;
  /// Sides 0..3 of the cell: south, east, north, west; then 4 + inner edge.
  static constexpr std::uint32_t kFirstEdge = 4;

  struct Triangle {
    std::array<std::uint32_t, 3> corner{};  ///< counter-clockwise
    std::array<std::uint32_t, 3> edge{};    ///< edge i joins corner i and corner i + 1
  };
  struct Edge {
    std::uint32_t a = 0, b = 0;  ///< corners as in Triangle
    std::uint32_t cell = 0;
  };
  struct Cell {
    std::int32_t column = 0, row = 0;
    std::uint32_t first_triangle = 0, triangles = 0;
    std::uint32_t first_point = 0, points = 0;
  };

  /// The lattice covers `extent` and all points with three steps to spare.
  PointMesh(std::vector<Point> points, double step, Box extent);

  [[nodiscard]] const Lattice& lattice() const { return lattice_; }
  [[nodiscard]] std::span<const Point> points() const { return points_; }
  /// Cells that hold points, of one row of the lattice, by column.
  [[nodiscard]] std::span<const Cell> cells_of_row(std::int32_t row) const {
    const auto r = static_cast<std::size_t>(row);
    return std::span(cells_).subspan(row_first_[r], row_first_[r + 1] - row_first_[r]);
  }
  [[nodiscard]] std::span<const Triangle> triangles_of(const Cell& cell) const {
    return std::span(triangles_).subspan(cell.first_triangle, cell.triangles);
  }
  /// Row of the cell that holds the point.
  [[nodiscard]] std::int32_t row_of_point(std::uint32_t point) const { return rows_[point]; }
  [[nodiscard]] std::int32_t column_of_point(std::uint32_t point) const { return columns_[point]; }
  [[nodiscard]] std::span<const std::uint32_t> points_of(const Cell& cell) const {
    return std::span(members_).subspan(cell.first_point, cell.points);
  }
  [[nodiscard]] const Edge& edge(std::size_t i) const { return edges_[i]; }
  [[nodiscard]] const Cell& cell(std::size_t i) const { return cells_[i]; }
  [[nodiscard]] std::size_t edge_count() const { return edges_.size(); }

 private:
  void triangulate(std::uint32_t cell, std::span<const std::uint32_t> members, CellTriangles& local);

  Lattice lattice_;
  std::vector<Point> points_;
  std::vector<Cell> cells_;
  std::vector<std::uint32_t> row_first_;
  std::vector<std::int32_t> rows_, columns_;  // by point
  std::vector<std::uint32_t> members_;        // points by cell
  std::vector<Triangle> triangles_;
  std::vector<Edge> edges_;
};

}  // namespace wangge
