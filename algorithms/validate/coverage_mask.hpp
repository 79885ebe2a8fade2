/// Which ground a set of areas covers, as squares of at least 10 m: quick answers to "does this point lie on it".
#pragma once

#include <cstdint>
#include <vector>

#include "core/geometry.hpp"

namespace wangge {

class CoverageMask {
 public:
  explicit CoverageMask(const std::vector<const MultiPolygon*>& areas);
  /// Share of the points that lie on covered ground after a shift.
  [[nodiscard]] double share(const std::vector<Point>& points, Point shift) const;

 private:
  [[nodiscard]] bool holds(Point p) const;
  void paint(const MultiPolygon& area);
  Box box_;
  double side_ = 10;
  std::size_t columns_ = 0, rows_ = 0;
  std::vector<char> covered_;
};

}  // namespace wangge
