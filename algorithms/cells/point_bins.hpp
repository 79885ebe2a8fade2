/// Points of the millimetre grid in square bins: is a triangle free of them?
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "algorithms/cells/integer_plane.hpp"

namespace wangge {

class PointBins {
 public:
  /// The points stay where they are; the bins remember their numbers.
  explicit PointBins(std::span<const GridPoint> points);
  void remove(std::int32_t point) { gone_[static_cast<std::size_t>(point)] = 1; }
  /// No point lies in the closed triangle, which may be flat, but for points at a or c and the one whose number is given.
  [[nodiscard]] bool free_of_points(GridPoint a, GridPoint b, GridPoint c, std::int32_t except) const;
  /// The same, points at b excepted too.
  [[nodiscard]] bool free_of_points(GridPoint a, GridPoint b, GridPoint c) const { return free_of_points(a, b, c, -1); }

 private:
  [[nodiscard]] std::int32_t column(std::int32_t x) const;
  [[nodiscard]] std::int32_t row(std::int32_t y) const;

  std::span<const GridPoint> points_;
  std::vector<char> gone_;
  GridPoint low_;
  std::int32_t side_ = 1, columns_ = 1, rows_ = 1;
  std::vector<std::int32_t> first_, members_;
};

}  // namespace wangge
