/// What a straight leg off the network may not cross: hard barriers, and the edge of compounds that have gates.
/// Guarantees
///  - walking lines themselves are never cut: a line over a river is a bridge;
///  - touching a wall, or running along it, is not crossing it;
///  - compounds (小区) without gates, or without an area, are no walls. Where the job infers gates (circles.infer_gates), a
///    compound without any gets one wherever a walking line crosses its edge, once a place.
/// Units: metres. Cost: a test looks at the walls in the box of the leg.
#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/reach/segment_index.hpp"
#include "algorithms/reach/walk_graph.hpp"
#include "core/city.hpp"

namespace wangge {

class AccessWalls {
 public:
  /// Without a graph no gates are inferred.
  explicit AccessWalls(const City& city, const WalkGraph* graph = nullptr);

  [[nodiscard]] bool empty() const { return index_.empty(); }
  [[nodiscard]] bool crosses(Point p, Point q) const;
  /// True when some wall may lie in the box: lets callers skip whole areas.
  [[nodiscard]] bool any_in(const Box& box) const;

  struct KnownGate {
    Point point;
    bool inferred = false;
    std::uint32_t arc = 0;  ///< of inferred ones, with the metres along it
    double along = 0;
  };
  /// The city's gates in their order, then inferred ones.
  [[nodiscard]] const std::vector<KnownGate>& gates() const { return known_; }
  /// Gates (indices into gates()) of a compound; empty when it has none or `compound` is -1.
  [[nodiscard]] const std::vector<std::uint32_t>& gates_of(std::int32_t compound) const;
  /// Compounds that have gates and an area.
  [[nodiscard]] const std::vector<std::int32_t>& gated() const { return gated_; }
  [[nodiscard]] const Box& box_of(std::int32_t compound) const { return boxes_[static_cast<std::size_t>(compound)]; }
  /// The gated compound that holds p, -1 = none; `hint` is tried first and counts where the compound has no area.
  [[nodiscard]] std::int32_t gated_at(Point p, std::int32_t hint) const;

 private:
  void infer_gates(const WalkGraph& graph);
  void list_gated_by_square();
  template <class Visit>
  void each_square(const Box& box, Visit&& visit) const;

  const City* city_;
  SegmentIndex index_;
  std::vector<KnownGate> known_;
  std::vector<std::vector<std::uint32_t>> gates_;  // by compound
  std::vector<std::int32_t> gated_;
  std::vector<Box> boxes_;  // by compound
  // Gated compounds by the squares that their boxes touch, for gated_at.
  Box squares_box_;
  std::int32_t square_columns_ = 0, square_rows_ = 0;
  std::vector<std::uint32_t> square_first_;
  std::vector<std::int32_t> square_compounds_;  // ascending within a square
};

}  // namespace wangge
