/// How the borders run inside one triangle, given where labels change along its edges.
///
/// Cut points lie up to 0.71 mm beside their edge and points inside are rounded too, so every way of cutting is tested on the
/// rounded points: the pieces turn left and no border crosses the triangle's own bent edges.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "algorithms/cells/label_land.hpp"

namespace wangge {

/// One stop on the way round a triangle: a vertex or a cut point, and the label of the stretch that follows.
struct Stop {
  std::int32_t point;
  std::int32_t label;
  std::int32_t half_edge;
  bool late;  ///< the stretch lies behind the half-edge's own cut
};

/// The way round one triangle, or several that are cut as one; nodes are the stops where the label changes.
struct TriangleRim {
  std::vector<std::int32_t> sides;  ///< half-edges, from the westernmost corner on
  std::vector<Stop> stops;
  std::vector<std::size_t> nodes;
};

/// Which of its points a cut runs through, but for the points.
struct CutShape {
  std::size_t hub = 0;
  std::uint8_t centres = 0;
  std::uint8_t first = 0;             ///< with two centres: this node and the next one run to the first, the others to the second
  std::array<std::uint8_t, 5> leg{};  ///< numbers of points on the ways from nodes to their centres, then on that from the first
                                      ///< centre to the second; they follow the centres in `via`
  /// Which centre node k of four runs to.
  [[nodiscard]] std::size_t centre_of(std::size_t k) const { return centres == 2 && (k + 4 - first) % 4 >= 2 ? 1 : 0; }
};

/// How the borders run. With two nodes: the points of `via`, from the first to the second. With more: to `centres` points where
/// borders meet, with which `via` begins; or, where there are none, to the node `hub`.
struct TriangleCut {
  std::vector<std::int32_t> via;
  CutShape shape;
};

class TriangleCutter {
 public:
  TriangleCutter(const Arrangement& arrangement, LandLabels& labels)
      : arr_(arrangement), mesh_(arrangement.mesh), lab_(labels), walls_(labels.walls) {}

  /// Cut points on edge h in the order of h: its own and its twin's, equal ones once. Returns their number.
  int cuts_on(std::int32_t h, std::array<std::int32_t, 2>& out) const;
  /// True when triangle t lies whole in one label and nothing cuts its edges.
  [[nodiscard]] bool whole(std::int32_t t) const;
  void walk(std::int32_t t, TriangleRim& rim) const;
  /// Where the label changes, from the stops.
  static void find_nodes(TriangleRim& rim);
  /// Half-edges round what t is cut as one with.
  void sides_of(std::int32_t t, std::vector<std::int32_t>& sides) const;
  /// An open edge of t, -1 = it is cut by itself.
  [[nodiscard]] std::int32_t open_edge(std::int32_t t) const {
    for (const std::int32_t h : Triangulation::edges_of(t))
      if (lab_.along(h).open) return h;
    return -1;
  }
  /// The best way to cut t that holds on the rounded points; false when none does. May add points to the labels.
  bool choose(std::int32_t t, const TriangleRim& rim, TriangleCut& cut);
  /// Area of the stops from..from+count-1 of the rim, closed through `via` in this order; mm2.
  [[nodiscard]] double area(std::span<const Stop> stops, std::size_t from, std::size_t count, std::span<const std::int32_t> via,
                            bool reversed) const;
  [[nodiscard]] GridPoint point(std::int32_t p) const { return lab_.points[static_cast<std::size_t>(p)]; }

 private:
  static constexpr std::int64_t kShortestBend = 1'000;  // mm: a shorter line is drawn straight

  [[nodiscard]] bool needle(std::int32_t t) const;
  /// Nothing in it is so near to anything else that rounding could matter.
  [[nodiscard]] bool tame(const TriangleRim& rim) const;
  /// Points of a border go on from the first node to the second along the straight line, so that it does not meet itself.
  [[nodiscard]] bool forward(const TriangleRim& rim, std::span<const std::int32_t> via) const;
  [[nodiscard]] bool rim_is_simple(const TriangleRim& rim) const;
  [[nodiscard]] bool star_holds(const TriangleRim& rim, std::int32_t hub) const;
  [[nodiscard]] bool line_holds(const TriangleRim& rim, std::span<const std::int32_t> via) const;
  [[nodiscard]] bool crosses_rim(const TriangleRim& rim, std::int32_t a, std::int32_t b) const;
  void gather_walls(const TriangleRim& rim);
  void bend_from_west(const TriangleRim& rim, GridPoint p, GridPoint q, const WallDuel& duel);
  void bend(const TriangleRim& rim, GridPoint p, GridPoint q, const WallDuel& duel, int depth, std::vector<GridPoint>& out) const;
  /// Three or four labels at one or two points where three of them meet, the borders between as bent as they are.
  bool meet_in_threes(const TriangleRim& rim, TriangleCut& cut);
  /// All nodes to one point in their middle.
  bool meet_in_the_middle(const TriangleRim& rim, TriangleCut& cut);
  /// No way of `ways_` turns back or touches another but where both end.
  [[nodiscard]] bool ways_part(const CutShape& shape, std::size_t nodes) const;
  void add_bends(const TriangleRim& rim, std::int32_t label, std::int32_t other, std::vector<GridPoint>& way);
  [[nodiscard]] bool well_inside(const TriangleRim& rim, GridPoint p) const;
  [[nodiscard]] bool sees_all(const TriangleRim& rim, GridPoint p) const;
  std::int32_t add_point(GridPoint p);

  const Arrangement& arr_;
  const Triangulation& mesh_;
  LandLabels& lab_;
  NearWalls walls_;
  std::vector<GridPoint> bends_;
  std::array<std::vector<GridPoint>, 5> ways_;
};

}  // namespace wangge
