/// The land within walking distance of one centre, and the buildings there: polygons and lists from one search.
/// Guarantees
///  - a building lies inside the polygon of a radius exactly when its walk is within it; each polygon is tested for this after it
///  is
///    drawn, with a test that knows nothing of the drawing, and `disagreements` counts what it finds;
///  - polygons are valid; the one of a smaller radius lies within that of a larger one;
///  - they hold every node of the network within the radius and none beyond (except where a building stands, whose own walk
///  counts),
///    the centre, and its place on the network where the radius reaches it.
/// Units: metres. Cost: O(land and vertices within the largest radius); the search is a small part of it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "algorithms/coverage/access_field.hpp"
#include "algorithms/coverage/level_rings.hpp"
#include "algorithms/coverage/point_mesh.hpp"
#include "algorithms/coverage/points_inside.hpp"
#include "algorithms/reach/reach_table.hpp"

namespace wangge {

/// What all centres share. `places` lists the sites of buildings first, then nodes of the network, the feet of
/// the centres on it and the centres themselves; all are points of `mesh`.
/// Refers to its parts; they must outlive it.
class CircleGround {
 public:
  struct Entrance {
    std::uint32_t place = 0;
    NetworkEntry entry;
  };
  CircleGround(const WalkGraph& graph, const AccessModel& model, const AccessTable& places,
               const std::vector<std::uint32_t>& place_of_node, std::size_t sites, const PointMesh& mesh,
               const AccessField& field);

  const WalkGraph* graph;
  const AccessModel* model;
  const PointMesh* mesh;
  const AccessField* field;
  const std::vector<std::uint32_t>* place_of_node;  ///< kNoPlace where a building stands
  std::size_t sites;                                ///< the first places, those that are buildings'
  std::vector<std::uint32_t> sites_by_y;            ///< for proofs
  std::vector<Point> points_by_y;                   ///< of those
  [[nodiscard]] std::size_t places() const { return mesh->points().size(); }
  [[nodiscard]] std::span<const Entrance> on_arc(std::uint32_t arc) const {
    return std::span(entrances_).subspan(first_[arc], first_[arc + 1] - first_[arc]);
  }

  /// Gates of compounds that enter at the arc.
  [[nodiscard]] std::span<const std::uint32_t> gates_on(std::uint32_t arc) const {
    return std::span(gates_).subspan(first_gate_[arc], first_gate_[arc + 1] - first_gate_[arc]);
  }

 private:
  std::vector<std::uint32_t> first_gate_, gates_;  // by arc
  std::vector<std::uint32_t> first_;               // by arc
  std::vector<Entrance> entrances_;
};

struct CentreCircles {
  std::vector<MultiPolygon> areas;    ///< one a radius
  std::vector<PlaceReached> reached;  ///< sites within the largest radius, by place
  std::size_t disagreements = 0;  ///< sites on the wrong side of a polygon, all radii; 0 unless sites differ by less than 0.1 mm
};

/// Reusable memory for drawing one centre after the other; one object a thread.
class CircleDrawer {
 public:
  explicit CircleDrawer(const CircleGround& ground);

  /// `radii` ascending; `centre` the point itself, `own_place` its number among the places (kNoPlace when a building stands
  /// there), `starts` its ways onto the network.
  [[nodiscard]] CentreCircles draw(Point centre, std::uint32_t own_place, std::span<const NetworkEntry> starts,
                                   std::span<const double> radii);
  static constexpr std::uint32_t kNoPlace = 0xffffffffU;
  /// Of the last drawing: the search behind it, and the field it was traced from, which reaches some steps beyond the radius.
  [[nodiscard]] const BoundedSearch& search() const { return search_; }
  [[nodiscard]] const LatticeWindow& window() const { return window_; }
  [[nodiscard]] std::span<const float> nodes() const { return nodes_; }
  [[nodiscard]] std::span<const std::uint32_t> valued() const { return valued_; }
  [[nodiscard]] std::vector<double> metres() const;  ///< of the valued places

 private:
  void set_window(Point centre, double radius);
  [[nodiscard]] LatticeWindow valued_rows() const;
  void value_arc(std::uint32_t arc);
  void value_gates(std::uint32_t arc, double limit);
  void value_place(std::uint32_t place, double metres);
  void value_patch(const FieldPatch& patch, float from, float to);
  void value_node(const FieldNode& node, float from, float to);
  void value_own_arc(std::uint32_t arc);
  void fetch_ahead(std::size_t i) const;
  [[nodiscard]] std::size_t count_disagreements(std::span<const double> radii, const CentreCircles& circles);

  const CircleGround* ground_;
  BoundedSearch search_;
  LevelTracer tracer_;
  LatticeWindow window_;
  std::int32_t first_row_ = 0, last_row_ = -1;  // rows of the window with valued nodes
  std::vector<float> nodes_;                    // metres, by node of the window
  std::vector<double> metres_;                  // by place
  std::vector<std::uint32_t> valued_;           // places with a value
  std::vector<std::uint32_t> arcs_;             // reached
  std::vector<std::uint32_t> near_;             // sites around, by y, for the proof
  std::vector<Point> near_points_;
  PointsInside proof_;
};

}  // namespace wangge
