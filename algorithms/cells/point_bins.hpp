/// Points of the millimetre grid in square bins: is a triangle free of them?
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "algorithms/cells/integer_plane.hpp"

namespace wangge {

class PointBins {
 public:
  explicit PointBins(std::span<const GridPoint> points);
  /// The point of this number is asked about no more.
  void remove(std::int32_t point) { members_[place_[static_cast<std::size_t>(point)]].p = kGone; }
  /// No point lies in the closed triangle, which may be flat, but for points at a or c and the one whose number is given.
  [[nodiscard]] bool free_of_points(GridPoint a, GridPoint b, GridPoint c, std::int32_t except) const;
  /// The same, points at b excepted too.
  [[nodiscard]] bool free_of_points(GridPoint a, GridPoint b, GridPoint c) const { return free_of_points(a, b, c, -1); }

 private:
  static constexpr GridPoint kGone{std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::min()};
  struct Member {
    GridPoint p;
    std::int32_t number;
  };
  struct Box {
    GridPoint low, high;
    [[nodiscard]] bool holds(GridPoint p) const {  // kGone lies in none
      const auto from = [](std::int32_t l, std::int32_t v) {
        return static_cast<std::uint32_t>(v) - static_cast<std::uint32_t>(l);
      };
      return (from(low.x, p.x) <= from(low.x, high.x)) & (from(low.y, p.y) <= from(low.y, high.y));
    }
  };
  /// Calls visit(member) for the members of all bins that the box touches, until that says false, and says whether it never did.
  template <class Visit>
  bool each_near(const Box& box, Visit visit) const {
    const std::int32_t first_column = column(box.low.x), last_column = column(box.high.x);
    for (std::int32_t r = row(box.low.y), last_row = row(box.high.y); r <= last_row; ++r)
      for (std::uint32_t m = first_[bin(r, first_column)], end = first_[bin(r, last_column) + 1]; m < end; ++m)
        if (!visit(members_[m])) return false;
    return true;
  }
  [[nodiscard]] std::int32_t column(std::int32_t x) const {
    return static_cast<std::int32_t>(std::clamp<std::int64_t>((std::int64_t{x} - low_.x) >> shift_, 0, columns_ - 1));
  }
  [[nodiscard]] std::int32_t row(std::int32_t y) const {
    return static_cast<std::int32_t>(std::clamp<std::int64_t>((std::int64_t{y} - low_.y) >> shift_, 0, rows_ - 1));
  }
  [[nodiscard]] std::size_t bin(std::int32_t row, std::int32_t column) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(column);
  }

  GridPoint low_;
  int shift_ = 0;  ///< a bin is 2^shift mm wide and high: no division to find it
  std::int32_t columns_ = 1, rows_ = 1;
  std::vector<std::uint32_t> first_;  ///< by bin, row by row
  std::vector<Member> members_;       ///< in the order of their bins, so that a row of bins is one stretch
  std::vector<std::uint32_t> place_;  ///< by number
};

}  // namespace wangge
