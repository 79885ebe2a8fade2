/// What a straight leg off the network may not cross: hard barriers, and the edge of compounds that have gates.
/// Guarantees
///  - walking lines themselves are never cut: a line over a river is a bridge;
///  - touching a wall, or running along it, is not crossing it;
///  - compounds (小区) without gates, or without an area, are no walls.
/// Units: metres. Cost: a test looks at the walls in the box of the leg.
#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/reach/segment_index.hpp"
#include "core/city.hpp"

namespace wangge {

class AccessWalls {
 public:
  explicit AccessWalls(const City& city);

  [[nodiscard]] bool empty() const { return index_.empty(); }
  [[nodiscard]] bool crosses(Point p, Point q) const;
  /// True when some wall may lie in the box: lets callers skip whole areas.
  [[nodiscard]] bool any_in(const Box& box) const;

  /// Gates (indices into City::gates) of a compound; empty when it has none or `compound` is -1.
  [[nodiscard]] const std::vector<std::uint32_t>& gates_of(std::int32_t compound) const;
  /// Compounds that have gates and an area.
  [[nodiscard]] const std::vector<std::int32_t>& gated() const { return gated_; }
  [[nodiscard]] const Box& box_of(std::int32_t compound) const { return boxes_[static_cast<std::size_t>(compound)]; }
  /// The gated compound that holds p, -1 = none; `hint` is tried first and counts where the compound has no area.
  [[nodiscard]] std::int32_t gated_at(Point p, std::int32_t hint) const;

 private:
  void list_gated_by_square();
  template <class Visit>
  void each_square(const Box& box, Visit&& visit) const;

  const City* city_;
  SegmentIndex index_;
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
