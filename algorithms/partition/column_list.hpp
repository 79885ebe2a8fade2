/// All sets that a plan of one number of grids, better than the one known, can consist of: priced by a look at each.
///
/// Where they can be listed (route enumeration: Baldacci, Christofides & Mingozzi 2008) cuts cost nothing but a look, sets that
/// strand the rest are gone, and every rise of the bound makes the list shorter.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "algorithms/partition/price.hpp"

namespace wangge::partition {

class ColumnList {
 public:
  ColumnList(std::int32_t nodes, std::span<const Column> columns);

  [[nodiscard]] std::size_t size() const { return cost_.size(); }
  /// Which sets hold two nodes of which cut. O(size * cuts).
  void set_cuts(std::span<const TripleCut> cuts);
  /// Reduced costs at whole duals of the nodes, then those of the cuts (<= 0). O(all nodes of all sets).
  void price(std::span<const double> point);
  [[nodiscard]] double least() const { return least_; }
  /// Cheap sets that differ, at the last prices.
  [[nodiscard]] std::vector<Column> cheapest(std::size_t count) const;
  [[nodiscard]] std::vector<Column> within(double threshold) const;
  /// Forgets the sets that are dearer.
  void drop_above(double threshold);

 private:
  [[nodiscard]] std::span<const std::int32_t> nodes_of(std::size_t i) const {
    return {nodes_.data() + begin_[i], static_cast<std::size_t>(begin_[i + 1] - begin_[i])};
  }
  [[nodiscard]] Column column(std::size_t i) const;

  std::size_t graph_nodes_;
  std::vector<std::uint32_t> begin_{0}, cut_begin_;
  std::vector<std::int32_t> nodes_, cut_of_;  ///< sets hold nodes [begin_[i], begin_[i + 1]) and two of each cut likewise
  std::vector<double> cost_, reduced_;
  double least_ = Pricer::never;
};

}  // namespace wangge::partition
