/// Which boxes meet a box or hold a point: a uniform grid of bins, built once.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/geometry.hpp"

namespace wangge {

class BoxIndex {
 public:
  explicit BoxIndex(std::span<const Box> boxes);
  /// Numbers of the boxes that meet `box`, ascending, each once.
  [[nodiscard]] std::vector<std::int32_t> query(const Box& box) const;
  [[nodiscard]] std::vector<std::int32_t> query(Point p) const { return query(Box{p.x, p.y, p.x, p.y}); }

 private:
  [[nodiscard]] std::size_t column(double x) const;
  [[nodiscard]] std::size_t row(double y) const;
  std::vector<Box> boxes_;
  Box all_;
  std::size_t columns_ = 1, rows_ = 1;
  std::vector<std::vector<std::int32_t>> bins_;
};

}  // namespace wangge
