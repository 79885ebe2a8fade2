/// Linear programme of column generation: min cost of columns that cover every node once, exactly k of them, at most one of those
/// that a cut counts, with the duals
/// held in a box around a centre (du Merle, Villeneuve, Desrosiers & Hansen 1999). Own dense primal simplex: revised, explicit
/// inverse, right-hand side perturbed. Its answers only steer; bounds are recomputed exactly by the pricer.
/// Memory (n + cuts + 1)^2 doubles; a pivot costs as much, plus the entries of all columns.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "algorithms/partition/triple_cuts.hpp"

namespace wangge::partition {

class MasterLp {
 public:
  MasterLp(std::int32_t nodes, std::span<const TripleCut> cuts);
  void add(std::span<const std::int32_t> column_nodes, double cost);
  /// A column that covers rows in parts or several times, and counts as `count` columns.
  void add(std::span<const std::int32_t> rows, std::span<const double> weights, double count, double cost);
  [[nodiscard]] std::size_t columns() const { return cost_.size(); }
  /// Starts again from slacks, for k columns.
  void begin(double k);
  /// `centre`: n node duals, then those of the cuts (<= 0).
  void set_box(std::span<const double> centre, double half_width, double count_price);
  void set_box(std::span<const double> least, std::span<const double> most, double count_price);
  /// False when the pivot limit was reached (the duals are usable all the same).
  bool solve(std::int32_t pivots);
  [[nodiscard]] const std::vector<double>& duals() const { return dual_; }  ///< of n nodes, of the cuts, of k
  /// Columns in the fractional plan, by number, with their shares; `slack`: how far slacks fill in for columns.
  [[nodiscard]] std::vector<std::pair<std::int32_t, double>> shares(double& slack) const;
  [[nodiscard]] double value() const { return value_; }
  [[nodiscard]] std::int64_t work() const { return work_; }

 private:
  [[nodiscard]] double basic_cost(std::int32_t column) const;
  void compute_duals();
  [[nodiscard]] double reduced_cost(std::int32_t column) const;
  std::int32_t entering();
  void direction(std::int32_t column, std::vector<double>& d) const;
  void pivot(std::int32_t row, std::int32_t column, const std::vector<double>& d);
  void invert();

  std::int32_t nodes_, rows_;
  std::vector<TripleCut> cuts_;
  std::vector<std::int32_t> start_{0}, entry_;  ///< columns as lists of rows; the row of k is implied
  std::vector<double> weight_;                  ///< of an entry
  std::vector<double> count_, cost_;            ///< of a column
  std::vector<double> slack_up_, slack_down_;   ///< price of +e_r and of -e_r
  std::vector<double> rhs_, x_, inverse_, dual_;
  std::vector<std::int32_t> basis_;       ///< column >= 0, or -1 - 2r for +e_r, -2 - 2r for -e_r
  std::vector<std::int32_t> candidates_;  ///< columns that priced out last
  double value_ = 0;
  std::int64_t work_ = 0;
};

}  // namespace wangge::partition
