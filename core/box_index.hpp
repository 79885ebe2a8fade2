/// Which boxes meet a box or hold a point: a uniform grid of bins, built once.
#pragma once

#include <algorithm>
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
  /// Calls see(number) for each of those boxes once, bin by bin, until it says false. Costs the boxes seen and those of the bins.
  template <class See>
  void visit(const Box& box, See see) const {
    if (box.empty() || all_.empty() || !box.intersects(all_)) return;
    const std::size_t bottom = row(box.min_y), top = row(box.max_y), west = column(box.min_x), east = column(box.max_x);
    for (std::size_t r = bottom; r <= top; ++r)
      for (std::size_t c = west; c <= east; ++c)
        for (const std::int32_t i : bin(r, c)) {
          const Box& other = boxes_[static_cast<std::size_t>(i)];
          // Seen in the first bin that both are in.
          if (r != std::max(bottom, row(other.min_y)) || c != std::max(west, column(other.min_x))) continue;
          if (other.intersects(box) && !see(i)) return;
        }
  }
  /// The same for the boxes that hold a point, ascending: they are in one bin.
  template <class See>
  void visit(Point p, See see) const {
    if (all_.empty() || !all_.contains(p)) return;
    for (const std::int32_t i : bin(row(p.y), column(p.x)))
      if (boxes_[static_cast<std::size_t>(i)].contains(p) && !see(i)) return;
  }
  [[nodiscard]] std::vector<std::int32_t> query(Point p) const { return query(Box{p.x, p.y, p.x, p.y}); }

 private:
  [[nodiscard]] std::size_t column(double x) const;
  [[nodiscard]] std::size_t row(double y) const;
  /// Boxes of a bin, ascending.
  [[nodiscard]] std::span<const std::int32_t> bin(std::size_t r, std::size_t c) const {
    const std::size_t b = r * columns_ + c;
    return {items_.data() + begin_[b], begin_[b + 1] - begin_[b]};
  }
  std::vector<Box> boxes_;
  Box all_;
  std::size_t columns_ = 1, rows_ = 1;
  std::vector<std::size_t> begin_;   ///< by bin: where its boxes begin in `items_`
  std::vector<std::int32_t> items_;  ///< bin after bin
};

}  // namespace wangge
