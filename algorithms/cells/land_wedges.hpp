/// Who is nearest, corner by corner. A wedge is the free land around one vertex between two edges that stop it; every corner of a
/// free triangle belongs to one wedge, and the mesh carries the wedge's number as the corner's mark through every flip.
///
/// A wedge at a wall knows the wall pieces that bound it. Every other wedge knows the nearest wall piece that is known next to
/// it (`spread`), which is the nearest one of the enclosure wherever the triangulation is fine enough (see refine_wedges.hpp).
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <vector>

#include "algorithms/cells/arrange_community.hpp"
#include "algorithms/cells/near_walls.hpp"

namespace wangge {

class LandWedges {
 public:
  struct Wedge {
    std::int32_t vertex = -1;
    std::int32_t towards =
        -1;  ///< vertex at the other end of its right bound: tells wedges of one vertex apart, -1 = not bounded
    /// At walls: the pieces on the right and on the left. Else: the nearest piece, and the nearest one of another label.
    std::int32_t wall[2] = {-1, -1};
    std::int32_t label[2] = {-1, -1};                                              ///< of these pieces
    double distance = std::numeric_limits<double>::infinity(), second = distance;  ///< squares of those to both, mm2
    double x = 0, y = 0;     ///< between walls of two labels: the direction of the bisector
    bool two_sided = false;  ///< at walls of two labels
    bool waiting = false;    ///< has something to tell its neighbours
  };

  LandWedges(Arrangement& arrangement, const WallPieces& pieces) : arr_(arrangement), mesh_(arrangement.mesh), pieces_(pieces) {}

  /// Number of the wall piece along half-edge h next to its origin or its target, -1 = that edge gives no land away.
  using WallAlong = std::function<std::int32_t(std::int32_t h, bool at_origin)>;
  /// Wedges of these triangles: whole enclosures. Earlier wedges are forgotten.
  void make(std::span<const std::int32_t> triangles, const WallAlong& wall);
  /// Tells wedges of what the others of their triangles know, until nothing changes.
  void spread(std::span<const std::int32_t> triangles);
  /// The same after vertices were put in where nothing was left to tell. Returns the triangles around every corner that learnt of
  /// a nearer wall from another than a wall, some several times.
  std::span<const std::int32_t> spread_from(std::span<const std::int32_t> vertices);
  /// A vertex on free land; -1 when something is nearer than `apart` already or a constraint runs through it.
  std::int32_t insert(GridPoint p, std::int32_t triangle, std::int32_t nearest_wall, double apart);

  /// A vertex on a line that stops the land but gives none away; the land behind it may be of the same triangles, or of none
  /// that has wedges yet. -1 when an end of h is nearer than `apart` already.
  std::int32_t insert_on_line(GridPoint p, std::int32_t h, double apart);

  /// The triangle is one of those that have wedges.
  [[nodiscard]] bool has_wedges(std::int32_t triangle) const { return mesh_.mark(Triangulation::first_edge(triangle)) >= 0; }
  /// Free land goes on behind h.
  [[nodiscard]] bool flows(std::int32_t h) const {
    if (mesh_.owners(h) == 0) return mesh_.twin(h) >= 0;
    return !arr_.edge(h).encloses && arr_.face(Triangulation::triangle_of(mesh_.twin(h))).free();
  }
  [[nodiscard]] const Wedge& at_corner(std::int32_t h) const { return wedges_[static_cast<std::size_t>(mesh_.mark(h))]; }
  /// Label of the land along h next to its origin and next to its target; -1 = not known.
  [[nodiscard]] std::int32_t label_at_origin(std::int32_t h) const { return label(at_corner(h), mesh_.target(h)); }
  [[nodiscard]] std::int32_t label_at_target(std::int32_t h) const {
    return label(at_corner(Triangulation::next(h)), mesh_.origin(h));
  }
  void add_walls_at(std::int32_t h, NearWalls& walls) const {
    const Wedge& w = at_corner(h);
    walls.add(w.wall[0]);
    walls.add(w.wall[1]);
  }
  /// All walls that add_walls_around would add are of label a.
  [[nodiscard]] bool only_around(std::int32_t h, std::int32_t a) const {
    const auto of = [&](std::int32_t e) {
      const Wedge& w = at_corner(e);
      return (w.label[0] == a || w.wall[0] < 0) && (w.label[1] == a || w.wall[1] < 0);
    };
    return of(h) && of(Triangulation::next(h)) && of(Triangulation::previous(h)) &&
           (!flows(h) || of(Triangulation::previous(mesh_.twin(h))));
  }
  /// Walls known at the corners of h's triangle and at the corner behind h.
  void add_walls_around(std::int32_t h, NearWalls& walls) const;
  /// Where along h (0..1) the land of label a ends and that of b begins.
  [[nodiscard]] double change_along(std::int32_t h, std::int32_t a, std::int32_t b, const NearWalls& walls) const;
  /// Keeps what change_along said of an edge, for its other side too where land flows; forgotten by whoever changes the
  /// triangles beside it.
  void remember_change(std::int32_t h, double share) {
    const auto needed = mesh_.half_edge_count();
    if (changes_.size() < needed) changes_.resize(needed, -1.0);
    changes_[static_cast<std::size_t>(h)] = share;
    if (flows(h)) changes_[static_cast<std::size_t>(mesh_.twin(h))] = 1 - share;
  }
  void forget_changes(std::int32_t triangle) {
    for (const std::int32_t h : Triangulation::edges_of(triangle)) {
      if (static_cast<std::size_t>(h) < changes_.size()) changes_[static_cast<std::size_t>(h)] = -1;
      const std::int32_t g = mesh_.twin(h);
      if (is_open(h)) open_[static_cast<std::size_t>(h)] = 0;
      if (g >= 0 && is_open(g)) open_[static_cast<std::size_t>(g)] = 0;  // h may have another number than when it was opened
    }
  }
  /// Negative when not known.
  [[nodiscard]] double known_change(std::int32_t h) const {
    return static_cast<std::size_t>(h) < changes_.size() ? changes_[static_cast<std::size_t>(h)] : -1.0;
  }
  /// The triangles beside h are cut as one (see refine_wedges.hpp); forgotten with the changes.
  [[nodiscard]] bool is_open(std::int32_t h) const {
    return static_cast<std::size_t>(h) < open_.size() && open_[static_cast<std::size_t>(h)] != 0;
  }
  void set_open(std::int32_t h, bool open) {
    open_.resize(std::max(open_.size(), mesh_.half_edge_count()), 0);
    open_[static_cast<std::size_t>(h)] = open_[static_cast<std::size_t>(mesh_.twin(h))] = open ? 1 : 0;
  }
  /// An open edge of a triangle, -1 = none.
  [[nodiscard]] std::int32_t open_edge(std::int32_t triangle) const {
    for (const std::int32_t h : Triangulation::edges_of(triangle))
      if (is_open(h)) return h;
    return -1;
  }
  [[nodiscard]] const WallPieces& pieces() const { return pieces_; }

 private:
  void make_wedge(std::int32_t start, const WallAlong& wall);
  [[nodiscard]] std::int32_t label(const Wedge& wedge, std::int32_t towards) const {
    if (!wedge.two_sided) return wedge.label[0];
    const GridPoint v = mesh_.point(wedge.vertex), p = mesh_.point(towards);
    const double side = wedge.x * (static_cast<double>(p.y) - v.y) - wedge.y * (static_cast<double>(p.x) - v.x);
    return wedge.label[side < 0 ? 0 : 1];
  }
  void set_wall(Wedge& wedge, int which, std::int32_t piece) const {
    wedge.wall[which] = piece;
    wedge.label[which] = piece < 0 ? -1 : pieces_[static_cast<std::size_t>(piece)].label;
  }
  [[nodiscard]] static double change_between(GridPoint v, GridPoint w, std::int32_t a, std::int32_t b, const NearWalls& walls);
  enum class News : std::int8_t { none, second, nearest };
  /// Takes over the walls of a neighbouring corner that are nearer than its own; of equally near ones the western one wins.
  News learn(Wedge& wedge, const Wedge& from) const;
  /// Would it learn anything?
  [[nodiscard]] bool has_news(const Wedge& wedge, const Wedge& from) const;
  /// Is one piece, this far from a corner, nearer to it than the one known?
  [[nodiscard]] bool nearer(double distance, std::int32_t piece, double known_distance, std::int32_t known) const {
    if (distance != known_distance || known < 0) return distance < known_distance;
    const WallPiece &x = pieces_[static_cast<std::size_t>(piece)], &y = pieces_[static_cast<std::size_t>(known)];
    return x.a == y.a ? x.b < y.b : x.a < y.a;
  }
  /// Calls visit(h) for every corner of the same wedge.
  template <class Visit>
  void each_triangle_at(std::int32_t h, Visit visit) const;

  /// Calls visit(h, other) for the corners h of a vertex and those at the other ends of its edges, each pair of wedges once.
  template <class Visit>
  void each_spoke(std::int32_t vertex, Visit visit) const;
  struct Waiting {
    double distance;
    GridPoint place, towards;
    std::int32_t corner;
  };
  /// The nearest first, as in Dijkstra's algorithm: then the answer does not depend on how triangles are numbered.
  [[nodiscard]] static bool later(const Waiting& x, const Waiting& y);
  void wait(std::int32_t h);
  void note_looked_at(std::int32_t corner);
  void tell_the_told();
  void spread_waiting();

  Arrangement& arr_;
  Triangulation& mesh_;
  const WallPieces& pieces_;
  std::vector<Wedge> wedges_;
  std::vector<double> changes_;  ///< by half-edge
  std::vector<char> open_;       ///< by half-edge
  std::vector<Waiting> heap_;
  std::vector<std::int32_t> looked_at_, told_;
};

}  // namespace wangge
