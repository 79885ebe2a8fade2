/// Numbers 0..n-1 in sets that can be merged; the smallest member stands for its set, so results do not depend on the order.
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

namespace wangge::audit {

class MergedSets {
 public:
  explicit MergedSets(std::size_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), 0); }
  [[nodiscard]] std::int32_t find(std::int32_t v) {
    while (parent(v) != v) v = parent(v) = parent(parent(v));
    return v;
  }
  void merge(std::int32_t a, std::int32_t b) {
    a = find(a);
    b = find(b);
    parent(std::max(a, b)) = std::min(a, b);
  }

 private:
  std::int32_t& parent(std::int32_t v) { return parent_[static_cast<std::size_t>(v)]; }
  std::vector<std::int32_t> parent_;
};

}  // namespace wangge::audit
