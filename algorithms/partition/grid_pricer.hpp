/// Prices sets as grids of a plan, over the diagram of all connected sets or over a list of those that are left.
///
/// Bounds from the diagram hold for every number of grids at once. Listings skip sets that no plan can use: a plan can use a set
/// when the rest can still be divided (complement_filter.hpp), and when the set breaks no link and no limit.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "algorithms/partition/column_list.hpp"
#include "algorithms/partition/complement_filter.hpp"
#include "algorithms/partition/price.hpp"

namespace wangge::partition {

struct GridPricerLimits {
  std::size_t labels = 400'000;  ///< in one search
  std::size_t fresh = 150;       ///< columns offered by one pricing
  bool best_plans_only = false;  ///< listings skip sets from which an atom without households would be moved
};

class GridPricer {
 public:
  GridPricer(const PartGraph& graph, const GridCosts& costs, const SetDiagram& diagram, const GridPricerLimits& limits,
             const RunContext& run);

  /// Prices the sets of the list only, until told otherwise (null: the diagram again). Call before `set_cuts`.
  void look_at(ColumnList* listed) { listed_ = listed; }
  /// Cuts that hold from now on; those that find no place in the labels of the diagram are dropped.
  void set_cuts(std::vector<TripleCut> cuts);
  [[nodiscard]] const std::vector<TripleCut>& cuts() const { return cuts_; }
  /// Whole duals of the nodes, then those of the cuts (<= 0).
  void set_point(std::span<const double> point);
  /// Any plan costs at least this plus its number of grids times the least reduced cost.
  [[nodiscard]] double sum() const { return sum_; }

  /// Finds the least reduced cost up to `limit` (what is dearer need not be known). False: too many labels, `least` is only a
  /// bound then.
  bool minimise(double first_step, double limit);
  [[nodiscard]] double least() const { return least_; }
  /// Cheap columns that differ, of the last `minimise`.
  [[nodiscard]] std::vector<Column>& fresh() { return fresh_; }

  /// All sets with reduced cost <= threshold that a plan of k grids can use. False: more than `cap`, or than `shown` looked at.
  bool list(double threshold, std::int64_t k, std::size_t cap, std::size_t shown, std::vector<Column>& columns);
  /// The same for any number of grids, with fewer labels: what closes small graphs at once.
  bool list_few(double threshold, std::size_t cap, std::vector<Column>& columns);
  /// Whether a plan can use the set: one of k grids, or any plan.
  [[nodiscard]] bool usable(std::span<const std::int32_t> nodes) {
    const ComplementFilter::Rest rest = rest_of(nodes);
    return rest.fewest <= rest.most;
  }
  [[nodiscard]] bool usable(std::span<const std::int32_t> nodes, std::int64_t k) { return rest_of(nodes).holds(k - 1); }

  /// Sets looked at by the last listing.
  [[nodiscard]] std::size_t looked() const { return looked_; }
  /// Labels made and sets looked at so far: the deterministic measure of effort.
  [[nodiscard]] std::int64_t work() const { return pricer_.work() + work_; }

 private:
  [[nodiscard]] ComplementFilter::Rest rest_of(std::span<const std::int32_t> nodes);
  [[nodiscard]] bool improvable(std::span<const std::int32_t> nodes);
  [[nodiscard]] bool holds_without(std::span<const std::int32_t> nodes, std::int32_t without);
  [[nodiscard]] bool keeps_side_rules(std::span<const std::int32_t> nodes) const;
  bool list_those(double threshold, std::size_t labels, std::size_t cap, std::size_t shown, std::int64_t k,
                  std::vector<Column>& columns);

  const PartGraph& graph_;
  Pricer pricer_;
  ComplementFilter filter_;
  GridPricerLimits limits_;
  ColumnList* listed_ = nullptr;
  std::vector<TripleCut> cuts_;
  std::vector<Column> fresh_;
  bool some_empty_ = false;   ///< atoms without households
  std::vector<char> inside_;  ///< scratch, by node
  std::vector<std::int32_t> queue_;
  double sum_ = 0, least_ = 0;
  std::size_t looked_ = 0;
  std::int64_t work_ = 0;
};

}  // namespace wangge::partition
