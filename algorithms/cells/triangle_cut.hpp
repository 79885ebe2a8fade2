/// How the borders run inside one triangle, given where labels change along its edges.
///
/// Cut points lie up to 0.71 mm beside their edge and points inside are rounded too, so every way of cutting is tested on the
/// rounded points: the pieces turn left and no border crosses the triangle's own bent edges.
#pragma once

#include <array>
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

/// The way round one triangle; nodes are the stops where the label changes.
struct TriangleRim {
  std::vector<Stop> stops;
  std::vector<std::size_t> nodes;
};

/// With two nodes: points of the border from the first to the second. With more: one point where all borders meet (`via` holds
/// it), or the node `hub` that they run to.
struct TriangleCut {
  std::vector<std::int32_t> via;
  std::size_t hub = 0;
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
  /// The best way to cut t that holds on the rounded points; false when none does. May add points to the labels.
  bool choose(std::int32_t t, const TriangleRim& rim, TriangleCut& cut);
  /// Area of the stops from..from+count-1 of the rim, closed through `via` in this order; mm2.
  [[nodiscard]] double area(const TriangleRim& rim, std::size_t from, std::size_t count, std::span<const std::int32_t> via,
                            bool reversed) const;
  [[nodiscard]] GridPoint point(std::int32_t p) const { return lab_.points[static_cast<std::size_t>(p)]; }

 private:
  [[nodiscard]] bool needle(std::int32_t t) const;
  /// Nothing in it is so near to anything else that rounding could matter.
  [[nodiscard]] bool tame(const TriangleRim& rim) const;
  /// Points of a border go on from the first node to the second along the straight line, so that it does not meet itself.
  [[nodiscard]] bool forward(const TriangleRim& rim, std::span<const std::int32_t> via) const;
  [[nodiscard]] bool rim_is_simple(const TriangleRim& rim) const;
  [[nodiscard]] bool star_holds(const TriangleRim& rim, std::int32_t hub) const;
  [[nodiscard]] bool line_holds(const TriangleRim& rim, std::span<const std::int32_t> via) const;
  [[nodiscard]] bool crosses_rim(const TriangleRim& rim, std::int32_t a, std::int32_t b) const;
  void gather_walls(std::int32_t t);
  void bend_from_west(std::int32_t t, GridPoint p, GridPoint q, const WallDuel& duel);
  void bend(std::int32_t t, GridPoint p, GridPoint q, const WallDuel& duel, int depth, std::vector<GridPoint>& out) const;
  bool meeting_point(std::int32_t t, const TriangleRim& rim, GridPoint& out);
  [[nodiscard]] bool well_inside(std::int32_t t, GridPoint p) const;
  [[nodiscard]] bool sees_all(const TriangleRim& rim, GridPoint p) const;
  std::int32_t add_point(GridPoint p);

  const Arrangement& arr_;
  const Triangulation& mesh_;
  LandLabels& lab_;
  NearWalls walls_;
  std::vector<GridPoint> bends_;
};

}  // namespace wangge
