/// Constrained Delaunay triangulation on the millimetre grid. Constraints may cross, overlap and repeat: they are noded on the
/// way in (a crossing becomes a vertex at the nearest millimetre), so no separate noder is needed.
/// Guarantees
///  - planar: every triangle is strictly counter-clockwise in exact arithmetic;
///  - every constraint is a chain of edges, each of which carries the set of all its owners;
///  - the result depends on the order of the calls only.
/// Layout: triangle t has the half-edges 3t, 3t+1, 3t+2; half-edge h runs from origin(h) to origin(next(h)).
/// Cost: about 0.5 microseconds a vertex when points come in Hilbert order.
/// Source: incremental Delaunay insertion (Lawson 1977), constraint edges by flips (Sloan 1993).
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "algorithms/cells/integer_plane.hpp"

namespace wangge {

/// Interned sets of owner numbers. Set 0 is empty.
class OwnerSets {
 public:
  OwnerSets() : sets_{{}} { numbers_.emplace(std::vector<std::int32_t>{}, 0); }
  [[nodiscard]] std::span<const std::int32_t> members(std::int32_t set) const { return sets_[static_cast<std::size_t>(set)]; }
  /// Symmetric difference: a polygon that runs along an edge twice does not separate its two sides.
  [[nodiscard]] std::int32_t toggled(std::int32_t a, std::int32_t b);
  [[nodiscard]] std::int32_t single(std::int32_t owner) { return intern({owner}); }

 private:
  std::int32_t intern(std::vector<std::int32_t> members);
  std::vector<std::vector<std::int32_t>> sets_;
  std::map<std::vector<std::int32_t>, std::int32_t> numbers_;
};

class Triangulation {
 public:
  /// An empty square that holds `low`..`high` with a margin; its four corners are the vertices 0..3.
  Triangulation(GridPoint low, GridPoint high, std::size_t expected_vertices);

  /// Vertex at p; an existing one within `snap` millimetres is used instead (0 = only at the same place).
  std::int32_t insert_vertex(GridPoint p, std::int32_t snap = 0);
  /// Chain of edges from a to b that carries `owners`. False if a guard against endless rounding stopped it.
  bool insert_constraint(std::int32_t a, std::int32_t b, std::int32_t owners);

  [[nodiscard]] std::size_t triangle_count() const { return origin_.size() / 3; }
  [[nodiscard]] std::size_t vertex_count() const { return points_.size(); }
  [[nodiscard]] GridPoint point(std::int32_t vertex) const { return points_[static_cast<std::size_t>(vertex)]; }
  [[nodiscard]] std::int32_t origin(std::int32_t h) const { return origin_[static_cast<std::size_t>(h)]; }
  [[nodiscard]] std::int32_t target(std::int32_t h) const { return origin(next(h)); }
  [[nodiscard]] std::int32_t twin(std::int32_t h) const { return twin_[static_cast<std::size_t>(h)]; }
  [[nodiscard]] std::int32_t owners(std::int32_t h) const { return owners_[static_cast<std::size_t>(h)]; }
  [[nodiscard]] static std::int32_t next(std::int32_t h) { return h % 3 == 2 ? h - 2 : h + 1; }
  [[nodiscard]] static std::int32_t previous(std::int32_t h) { return h % 3 == 0 ? h + 2 : h - 1; }
  [[nodiscard]] OwnerSets& owner_sets() { return sets_; }
  [[nodiscard]] const OwnerSets& owner_sets() const { return sets_; }
  /// A triangle that holds p (border included).
  [[nodiscard]] std::int32_t triangle_at(GridPoint p);

 private:
  struct Location {
    std::int32_t half_edge;  ///< an edge of the triangle; the edge itself when on_edge
    bool on_edge = false;
    std::int32_t vertex = -1;
  };
  struct ConstraintTask {
    std::int32_t a, b, owners;
  };
  /// Where the segment from a vertex leaves the triangles around it: across an edge, or exactly through a vertex.
  struct Exit {
    std::int32_t half_edge, vertex;
  };
  [[nodiscard]] Location locate(GridPoint p);
  [[nodiscard]] Exit leave(std::int32_t a, std::int32_t b) const;
  std::int32_t vertex_at_crossing(std::int32_t a, std::int32_t b, std::int32_t h);
  /// Follows one task through the triangles from half-edge `out`; what remains to be laid is pushed to `tasks`.
  void lay(const ConstraintTask& task, std::int32_t out, std::vector<ConstraintTask>& tasks);
  [[nodiscard]] std::int32_t find_edge(std::int32_t a, std::int32_t b) const;
  void split_triangle(std::int32_t h, std::int32_t v);
  void split_edge(std::int32_t h, std::int32_t v);
  void set_triangle(std::int32_t t, std::int32_t a, std::int32_t b, std::int32_t c);
  void link(std::int32_t h, std::int32_t g);
  void flip(std::int32_t h);
  void legalise(std::vector<std::int32_t>& stack);
  void set_owners(std::int32_t h, std::int32_t set);
  void force_edge(std::int32_t a, std::int32_t b, const std::vector<std::int32_t>& crossed);
  std::int32_t new_triangle();

  std::vector<GridPoint> points_;
  std::vector<std::int32_t> origin_, twin_, owners_;
  std::vector<std::int32_t> edge_of_vertex_;
  std::vector<std::int32_t> stack_;
  std::int32_t last_ = 0;
  std::uint32_t coin_ = 1;
  OwnerSets sets_;
};

}  // namespace wangge
