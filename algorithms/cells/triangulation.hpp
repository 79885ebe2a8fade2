/// Constrained Delaunay triangulation on the millimetre grid. Constraints may cross, overlap and repeat: they are noded on the
/// way in (a crossing becomes a vertex at the nearest millimetre), so no separate noder is needed.
/// Guarantees
///  - planar: every triangle is strictly counter-clockwise in exact arithmetic;
///  - every constraint is a chain of edges, each of which carries the set of all its owners;
///  - the result depends on the order of the calls only.
/// Layout: triangle t has the half-edges 4t, 4t+1, 4t+2 (not 3t and so on: the walk from edge to edge never divides by three);
/// half-edge h runs from origin(h) to origin(next(h)).
/// Cost: about 0.5 microseconds a vertex when points come in Hilbert order.
/// Source: incremental Delaunay insertion (Lawson 1977), constraint edges by flips (Sloan 1993).
#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "algorithms/cells/integer_plane.hpp"
#include "algorithms/cells/owner_sets.hpp"

namespace wangge {

class Triangulation {
 public:
  /// An empty square that holds `low`..`high` with a margin; its four corners are the vertices 0..3.
  Triangulation(GridPoint low, GridPoint high, std::size_t expected_vertices);

  /// Vertex at p; an existing one within `snap` millimetres is used instead (0 = only at the same place).
  std::int32_t insert_vertex(GridPoint p, std::int32_t snap = 0);
  /// Chain of edges from a to b that carries `owners`. It bends to vertices that lie within `near` millimetres of it, so that
  /// lines drawn along each other become one. False if a guard against endless rounding stopped it.
  bool insert_constraint(std::int32_t a, std::int32_t b, std::int32_t owners, double near = 0);

  [[nodiscard]] std::size_t triangle_count() const { return edges_.size() / 4; }
  /// Numbers of half-edges lie below this; every fourth is that of none.
  [[nodiscard]] std::size_t half_edge_count() const { return edges_.size(); }
  [[nodiscard]] std::size_t vertex_count() const { return points_.size(); }
  [[nodiscard]] GridPoint point(std::int32_t vertex) const { return points_[static_cast<std::size_t>(vertex)]; }
  [[nodiscard]] std::int32_t origin(std::int32_t h) const { return edges_[static_cast<std::size_t>(h)].origin; }
  [[nodiscard]] std::int32_t target(std::int32_t h) const { return origin(next(h)); }
  [[nodiscard]] std::int32_t twin(std::int32_t h) const { return edges_[static_cast<std::size_t>(h)].twin; }
  [[nodiscard]] std::int32_t owners(std::int32_t h) const { return edges_[static_cast<std::size_t>(h)].owners; }
  [[nodiscard]] static std::int32_t first_edge(std::int32_t triangle) { return 4 * triangle; }
  [[nodiscard]] static std::int32_t triangle_of(std::int32_t h) { return h >> 2; }
  [[nodiscard]] static std::array<std::int32_t, 3> edges_of(std::int32_t triangle) {
    return {4 * triangle, 4 * triangle + 1, 4 * triangle + 2};
  }
  // Sums of bits rather than choices, of which the compiler would make jumps that cannot be guessed.
  [[nodiscard]] static std::int32_t next(std::int32_t h) { return h + 1 - 3 * ((h >> 1) & 1); }
  [[nodiscard]] static std::int32_t previous(std::int32_t h) { return h + 2 - 3 * ((h | h >> 1) & 1); }
  /// Where the constraints are complete, every triangle may get a face and every corner (named by the half-edge that leaves it) a
  /// mark, -1 until then; both follow what happens to the triangles. The face of a new triangle is that of the one it came from.
  [[nodiscard]] std::int32_t face(std::int32_t triangle) const { return mark(first_edge(triangle) + 3); }
  void set_face(std::int32_t triangle, std::int32_t face) { set_mark(first_edge(triangle) + 3, face); }
  [[nodiscard]] std::int32_t mark(std::int32_t h) const { return edges_[static_cast<std::size_t>(h)].mark; }
  void set_mark(std::int32_t h, std::int32_t mark) { edges_[static_cast<std::size_t>(h)].mark = mark; }
  /// A vertex off all constraints; its corners get `mark`. -1 when p lies on a constraint or less than `apart` millimetres from
  /// one, or from a corner, of its triangle. `near` is a triangle to start the search from. Only triangles around the new
  /// vertex change.
  std::int32_t insert_marked(GridPoint p, std::int32_t near, std::int32_t mark, double apart);
  /// A vertex at p, a point of half-edge h but for rounding; its corners left of h get the mark `left`, those behind h the mark
  /// `behind`, and both halves keep the owners. -1 when p is less than `apart` millimetres from an end of h, or so near to one of
  /// the opposite corners that a triangle would turn over.
  std::int32_t split_marked(std::int32_t h, GridPoint p, std::int32_t left, std::int32_t behind, double apart);
  /// The half-edge from a to b, -1 = there is none.
  [[nodiscard]] std::int32_t find_edge(std::int32_t a, std::int32_t b) const;
  /// The half-edge of a triangle that leaves its westernmost corner: where to begin when the order matters, since numbers of
  /// half-edges depend on what lies elsewhere.
  [[nodiscard]] std::int32_t from_west(std::int32_t triangle) const {
    std::int32_t h = first_edge(triangle);
    if (point(origin(h + 1)) < point(origin(h))) ++h;
    return point(origin(first_edge(triangle) + 2)) < point(origin(h)) ? first_edge(triangle) + 2 : h;
  }
  /// Some half-edge that leaves the vertex.
  [[nodiscard]] std::int32_t edge_from(std::int32_t vertex) const { return edge_of_vertex_[static_cast<std::size_t>(vertex)]; }

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
    double near;  ///< mm
  };
  /// Where the segment from a vertex leaves the triangles around it: across an edge, or exactly through a vertex.
  struct Exit {
    std::int32_t half_edge, vertex;
  };
  [[nodiscard]] Location locate(GridPoint p);
  /// A new vertex at p, which lies there; its surroundings are Delaunay again.
  std::int32_t put_vertex(GridPoint p, const Location& where);
  [[nodiscard]] Exit leave(const ConstraintTask& task) const;
  /// Strictly between a and b, on their line or as good as on it.
  [[nodiscard]] bool on_the_way(const ConstraintTask& task, std::int32_t v) const;
  std::int32_t vertex_at_crossing(std::int32_t a, std::int32_t b, std::int32_t h);
  /// Follows one task through the triangles from half-edge `out`; what remains to be laid is pushed to `tasks_`.
  void lay(ConstraintTask task, std::int32_t out);
  void split_triangle(std::int32_t h, std::int32_t v);
  void split_edge(std::int32_t h, std::int32_t v);
  void set_triangle(std::int32_t t, std::int32_t a, std::int32_t b, std::int32_t c);
  void set_marks(std::int32_t t, std::int32_t a, std::int32_t b, std::int32_t c) {
    const auto h = static_cast<std::size_t>(first_edge(t));
    edges_[h].mark = a;
    edges_[h + 1].mark = b;
    edges_[h + 2].mark = c;
  }
  void link(std::int32_t h, std::int32_t g);
  void flip(std::int32_t h);
  /// Flips what is not Delaunay. `legalise` looks at every edge it is given and all that change; `legalise_around` at the
  /// edges opposite a new vertex only, which is enough after an insertion.
  void legalise(std::vector<std::int32_t>& stack);
  void legalise_around();
  [[nodiscard]] bool wants_flip(std::int32_t h) const;
  void set_owners(std::int32_t h, std::int32_t set);
  void force_edge(std::int32_t a, std::int32_t b);
  /// The first of them.
  std::int32_t new_triangles(std::size_t count);

  std::vector<GridPoint> points_;
  /// What is known of one half-edge lies together, and so does what is known of one triangle: 64 bytes.
  struct HalfEdge {
    std::int32_t origin = -1, twin = -1, owners = 0, mark = -1;
  };
  std::vector<HalfEdge> edges_;  ///< the fourth of a triangle is none: its mark is the face
  std::vector<std::int32_t> edge_of_vertex_;
  std::int32_t new_mark_ = -1, mark_behind_ = -1;  ///< of a new vertex's corners; behind = on the other side of a split edge
  std::vector<std::int32_t> stack_, crossed_;
  std::vector<ConstraintTask> tasks_;
  std::vector<std::pair<std::int32_t, std::int32_t>> queue_, fresh_;
  std::int32_t last_ = 0;
  std::uint32_t coin_ = 1;
  double doubt_;  ///< of the determinant that tells who lies in a circle
  OwnerSets sets_;
};

}  // namespace wangge
