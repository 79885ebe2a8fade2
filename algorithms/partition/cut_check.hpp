/// Does a grid stay connected when one of its nodes leaves? Shared by everything that moves single nodes.
#pragma once

#include <span>
#include <vector>

#include "algorithms/partition/part_graph.hpp"

namespace wangge::partition {

/// Owns the marks it needs: one object a search, for a graph of up to n nodes.
class CutCheck {
 public:
  explicit CutCheck(std::size_t n) : mark_(n, 0) {}
  /// For graphs of up to n nodes from now on.
  void fit(std::size_t n) {
    if (mark_.size() < n) mark_.resize(n, 0);
  }
  /// Through `connects` edges. Breadth-first search that ends as soon as all neighbours of v in its grid are met: a few steps as
  /// a rule, the grid at worst.
  bool stays_connected(const PartGraph& graph, std::span<const std::int32_t> label, std::int32_t v) {
    const std::int32_t own = label[index(v)];
    std::int32_t wanted = 0, first = -1;
    ++stamp_;
    for (const PartEdge& e : graph.around(v))
      if (e.connects && label[index(e.to)] == own) {
        ++wanted;
        first = e.to;
      }
    if (wanted <= 1) return true;
    const std::int32_t is_target = stamp_++;
    for (const PartEdge& e : graph.around(v))
      if (e.connects && label[index(e.to)] == own) mark_[index(e.to)] = is_target;
    const std::int32_t seen = stamp_;
    queue_.assign(1, first);
    mark_[index(first)] = seen;
    std::int32_t met = 1;
    for (std::size_t i = 0; i < queue_.size(); ++i)
      for (const PartEdge& e : graph.around(queue_[i])) {
        if (!e.connects || e.to == v || label[index(e.to)] != own || mark_[index(e.to)] == seen) continue;
        if (mark_[index(e.to)] == is_target && ++met == wanted) return true;
        mark_[index(e.to)] = seen;
        queue_.push_back(e.to);
      }
    return false;
  }

 private:
  static std::size_t index(std::int32_t i) { return static_cast<std::size_t>(i); }
  std::vector<std::int32_t> mark_, queue_;
  std::int32_t stamp_ = 0;
};

}  // namespace wangge::partition
