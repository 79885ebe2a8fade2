#include "core/box_index.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wangge {

BoxIndex::BoxIndex(std::span<const Box> boxes) : boxes_(boxes.begin(), boxes.end()) {
  double width = 0, height = 0, count = 0;
  for (const Box& box : boxes_)
    if (!box.empty()) all_.expand(box), width += box.width(), height += box.height(), count += 1;
  // No finer than a quarter of the boxes: many that lie on one spot would each be in every bin.
  const double finest = std::clamp(std::sqrt(static_cast<double>(boxes_.size())) * 2, 1.0, 512.0);
  const auto bins = [&](double whole, double sum) {
    return static_cast<std::size_t>(sum > 0 ? std::clamp(4 * whole * count / sum, 1.0, finest) : finest);
  };
  if (count > 0) columns_ = bins(all_.width(), width), rows_ = bins(all_.height(), height);
  const auto for_each_bin = [&](auto&& take) {
    for (std::size_t i = 0; i < boxes_.size(); ++i) {
      if (boxes_[i].empty()) continue;
      const std::size_t top = row(boxes_[i].max_y), east = column(boxes_[i].max_x);
      for (std::size_t r = row(boxes_[i].min_y); r <= top; ++r)
        for (std::size_t c = column(boxes_[i].min_x); c <= east; ++c) take(r * columns_ + c, static_cast<std::int32_t>(i));
    }
  };
  // counted two places on, so that filling moves every end from the beginning of its bin to where the next begins
  begin_.assign(columns_ * rows_ + 2, 0);
  for_each_bin([&](std::size_t bin, std::int32_t) { ++begin_[bin + 2]; });
  std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
  items_.resize(begin_.back());
  for_each_bin([&](std::size_t bin, std::int32_t i) { items_[begin_[bin + 1]++] = i; });
}

std::size_t BoxIndex::column(double x) const {
  const double share = all_.width() > 0 ? (x - all_.min_x) / all_.width() : 0;
  return static_cast<std::size_t>(std::clamp(share * static_cast<double>(columns_), 0.0, static_cast<double>(columns_ - 1)));
}

std::size_t BoxIndex::row(double y) const {
  const double share = all_.height() > 0 ? (y - all_.min_y) / all_.height() : 0;
  return static_cast<std::size_t>(std::clamp(share * static_cast<double>(rows_), 0.0, static_cast<double>(rows_ - 1)));
}

std::vector<std::int32_t> BoxIndex::query(const Box& box) const {
  std::vector<std::int32_t> found;
  if (box.empty() || all_.empty() || !box.intersects(all_)) return found;
  for (std::size_t r = row(box.min_y); r <= row(box.max_y); ++r)
    for (std::size_t c = column(box.min_x); c <= column(box.max_x); ++c)
      for (const std::int32_t i : bin(r, c))
        if (boxes_[static_cast<std::size_t>(i)].intersects(box)) found.push_back(i);
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace wangge
