/// What plans of each possible number of grids cost at least.
#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/partition/part_graph.hpp"

namespace wangge::partition {

/// The range that grids of any plan in range lie in: the others must fit, too.
[[nodiscard]] GridCosts within_total(GridCosts costs, const PartGraph& graph);

class CountBounds {
 public:
  /// Starts from what is known without search: grids of equal size, and all edges of negative price cut. `costs` without a price
  /// per grid.
  CountBounds(const PartGraph& graph, const GridCosts& costs);

  [[nodiscard]] std::int64_t fewest() const { return fewest_; }
  [[nodiscard]] std::int64_t most() const { return most_; }
  [[nodiscard]] std::size_t size() const { return bound_.size(); }
  [[nodiscard]] std::size_t place(std::int64_t k) const { return static_cast<std::size_t>(k - fewest_); }
  /// Doubled micro-points.
  [[nodiscard]] double of(std::int64_t k) const { return bound_[place(k)]; }
  void lift(std::int64_t k, double value);
  /// No plan in range exists.
  void close_all();

 private:
  std::int64_t fewest_, most_;
  std::vector<double> bound_;
};

}  // namespace wangge::partition
