/// Which of some numbers is the least, while they change: few numbers, as a border has vertices. Nobody can guess where the least
/// one stands, so looking for it takes no jumps, which a heap cannot do.
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

namespace wangge {

/// @cost a look at the blocks that have changed and at one number of each other block.
class LeastOf {
 public:
  static constexpr double kNone = std::numeric_limits<double>::infinity();
  void clear(std::size_t count) {
    value_.assign(count, kNone);
    blocks_.assign((count + kBlock - 1) / kBlock, {0, kNone, false});
  }
  void set(std::size_t i, double value) {
    value_[i] = value;
    blocks_[i / kBlock].changed = true;
  }
  struct Found {
    std::size_t i = 0;  ///< the first of equal ones
    double value = kNone;
    bool changed = false;  ///< since it was found
    void look_at(std::size_t other, double its_value) {
      i = its_value < value ? other : i;
      value = std::min(value, its_value);
    }
  };
  /// Of value kNone when no number is set.
  [[nodiscard]] Found find() {
    Found best;
    for (std::size_t b = 0; b < blocks_.size(); ++b) {
      if (blocks_[b].changed) blocks_[b] = find_in(b);
      best.look_at(blocks_[b].i, blocks_[b].value);
    }
    return best;
  }

 private:
  static constexpr std::size_t kBlock = 32;
  [[nodiscard]] Found find_in(std::size_t block) const {
    Found best;
    for (std::size_t i = block * kBlock, end = std::min(i + kBlock, value_.size()); i < end; ++i) best.look_at(i, value_[i]);
    return best;
  }

  std::vector<double> value_;
  std::vector<Found> blocks_;
};

}  // namespace wangge
