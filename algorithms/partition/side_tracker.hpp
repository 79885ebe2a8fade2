/// Price of the side rules of a plan, kept up while single nodes change their grid.
///
/// change() and move() cost O(rules that name the node + grids that share their nodes); side_cost() of the same labels is the
/// definition. Labels may be any numbers in [0, labels); a label may become empty, never come back to life.
#pragma once

#include <utility>
#include <vector>

#include "algorithms/partition/part_graph.hpp"

namespace wangge::partition {

class SideTracker {
 public:
  SideTracker(const PartGraph& graph, std::span<const std::int32_t> label);
  /// What the price rises by when v goes from its grid `from` to `to`; `last`: v is the last node of `from`.
  [[nodiscard]] Cost change(std::int32_t v, std::int32_t from, std::int32_t to, bool last) const;
  void move(std::int32_t v, std::int32_t from, std::int32_t to, bool last);

 private:
  using Count = std::vector<std::pair<std::int32_t, std::int64_t>>;  ///< (label, nodes or households), none of them 0
  [[nodiscard]] std::int64_t households_moved_change(std::int32_t v, std::int32_t from, std::int32_t to) const;

  const SideRules& side_;
  bool empty_ = true;
  std::vector<std::vector<std::int32_t>> groups_of_, enemies_of_;            ///< by node
  std::vector<std::vector<std::pair<std::int32_t, std::int64_t>>> olds_of_;  ///< by node: (old grid, households)
  std::vector<Count> group_, old_;
  std::vector<std::vector<std::int64_t>> held_;  ///< by limit, by label
  std::vector<std::int32_t> label_;
  std::int64_t moved_ = 0;
  std::int64_t grids_ = 0;
};

}  // namespace wangge::partition
