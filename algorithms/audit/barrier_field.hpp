/// The hard barriers of a city and the crossings that open them, by place.
#pragma once

#include <string>
#include <vector>

#include "algorithms/audit/segment_bins.hpp"
#include "core/city.hpp"

namespace wangge::audit {

class BarrierField {
 public:
  explicit BarrierField(const City& city);
  /// True when the box of a hard barrier's segment meets the box.
  [[nodiscard]] bool near(const Box& box) const;
  /// The hard barrier that a piece of border runs along (within 5 cm of its line) or inside of; -1 = none.
  [[nodiscard]] std::int32_t along(Point a, Point b) const;
  /// The hard barrier whose line or outline the step from a to b crosses, the first of several; -1 = none.
  [[nodiscard]] std::int32_t crossed(Point a, Point b) const;
  /// True when a crossing lies within 60 m of ab: half a wide river and its banks.
  [[nodiscard]] bool open(Point a, Point b) const;

 private:
  const City& city_;
  SegmentBins lines_;                ///< owner = index into City::barriers
  std::vector<std::int32_t> areas_;  ///< hard barriers that have an area
  std::vector<Box> area_boxes_;
  SegmentBins crossings_;
};

/// "Xilin River", or the class of the barrier.
[[nodiscard]] std::string barrier_name(const Barrier& barrier);

}  // namespace wangge::audit
