/// Prices sets as grids of a plan: of the connected sets that the pricer finds, only those count that some plan can use.
///
/// A plan can use a set when the rest can still be divided (complement_filter.hpp), and when it breaks no link and no limit. That
/// is not a matter of the diagram's states, so sets are listed upwards from the least reduced cost until one is usable. What is
/// below is skipped; where too many are, the answer is a bound.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "algorithms/partition/complement_filter.hpp"
#include "algorithms/partition/price.hpp"

namespace wangge::partition {

struct GridPricerLimits {
  std::size_t labels = 400'000;  ///< in one search
  std::size_t shown = 60'000;    ///< sets looked at in one listing
  std::size_t fresh = 150;       ///< columns offered by one pricing
};

class GridPricer {
 public:
  /// Plans of `fewest` to `most` grids.
  GridPricer(const PartGraph& graph, const GridCosts& costs, const SetDiagram& diagram, std::int64_t fewest, std::int64_t most,
             const GridPricerLimits& limits, const RunContext& run);

  /// Cuts that hold from now on; those that find no place in the labels are dropped.
  void set_cuts(std::vector<TripleCut> cuts);
  [[nodiscard]] const std::vector<TripleCut>& cuts() const { return cuts_; }
  /// Whole duals of the nodes, then those of the cuts (<= 0).
  void set_point(std::span<const double> point);
  /// Any plan costs at least this plus its number of grids times their least reduced cost.
  [[nodiscard]] double sum() const { return sum_; }

  /// Finds the least reduced costs up to `limit` (what is dearer need not be known). `usable`: of sets that a plan of k grids can
  /// use; otherwise of all. False: too many labels or sets, `least` is only a bound then.
  bool minimise(double first_step, double limit, std::int64_t k, bool usable);
  /// Of any set in a plan of k grids.
  [[nodiscard]] double least(std::int64_t k) const { return least_[static_cast<std::size_t>(k - fewest_)]; }
  /// Cheap columns that differ, of the last `minimise`.
  [[nodiscard]] std::vector<Column>& fresh() { return fresh_; }
  /// All sets with reduced cost <= threshold that a plan of k grids can use. False: more than `cap`, or too many to look at.
  bool list(double threshold, std::int64_t k, std::size_t cap, std::vector<Column>& columns);
  /// The same for any number of grids, with fewer labels: what closes small graphs at once.
  bool list_few(double threshold, std::size_t cap, std::vector<Column>& columns);
  [[nodiscard]] bool usable(std::span<const std::int32_t> nodes, std::int64_t k);

  /// Labels made and sets looked at so far: the deterministic measure of effort.
  [[nodiscard]] std::int64_t work() const { return pricer_.work() + work_; }

 private:
  struct Shown {
    double reduced;
    std::uint32_t begin, end;  ///< in nodes_
  };
  [[nodiscard]] ComplementFilter::Rest rest_of(std::span<const std::int32_t> nodes);
  [[nodiscard]] bool keeps_side_rules(std::span<const std::int32_t> nodes) const;
  bool list_those(double threshold, std::size_t labels, std::size_t cap, std::int64_t k, std::vector<Column>& columns);
  bool skip_useless(double first_step, double limit, std::int64_t k);
  bool look(double threshold, std::int64_t k, std::vector<Shown>& found);
  void take_fresh(std::vector<Shown>& found);

  const PartGraph& graph_;
  Pricer pricer_;
  ComplementFilter filter_;
  GridPricerLimits limits_;
  std::int64_t fewest_, most_;
  std::vector<TripleCut> cuts_;
  std::vector<double> least_;
  std::vector<Column> fresh_;
  std::vector<std::int32_t> nodes_;  ///< of the sets shown
  double sum_ = 0, skipped_ = 0;     ///< skipped_: from the least to the least usable one, last time
  std::int64_t work_ = 0;
};

}  // namespace wangge::partition
