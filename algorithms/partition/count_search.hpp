/// Where column generation stands for one number of grids: master programme, its columns, the centre of its duals, its cuts.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "algorithms/partition/column_list.hpp"
#include "algorithms/partition/master_lp.hpp"

namespace wangge::partition {

/// The simplex works in points, all else in doubled micro-points.
inline constexpr double kLpScale = 2.0 * static_cast<double>(kCostPerPoint);

struct CountSearch {
  /// `point`: duals of the nodes to start from; `known`: columns to begin with; `per_grid`: about what a grid costs.
  CountSearch(std::int32_t graph_nodes, std::int64_t grids, double per_grid, std::vector<double> point,
              std::vector<Column> known);

  /// Master programme anew, with the columns of the pool that look best; the others would only slow the simplex.
  void refill();
  void add(const Column& column);
  /// Solves the master programme in the box around the centre; the rounded duals.
  std::vector<double> solve(double count_price);
  [[nodiscard]] double promised() const { return lp.value() * kLpScale; }

  /// Cuts with a price at the centre.
  [[nodiscard]] std::vector<TripleCut> cuts_that_count() const;
  /// Those and the cuts that the fractional plan breaks; empty when it breaks none.
  [[nodiscard]] std::vector<TripleCut> more_cuts() const;
  /// Goes on with these cuts.
  void take_cuts(std::vector<TripleCut> fresh);
  /// The columns of the master programme's plan when no set is in it in part; else empty.
  [[nodiscard]] std::vector<const Column*> whole_plan() const;

  std::int32_t nodes;
  std::int64_t k;
  double scale;  ///< cost of a grid
  MasterLp lp;
  std::vector<double> centre;  ///< duals of the nodes and the cuts
  double box;                  ///< half its width
  std::vector<Column> pool;    ///< in the order of the master programme
  std::vector<TripleCut> cuts;
  int stages = 0;
  double bound_before = 0;           ///< the last stage
  std::optional<ColumnList> listed;  ///< all sets that matter, once they are few enough
  double listed_aim = 0;             ///< what was aimed at when they were listed
  double too_wide = 1e300;           ///< the last gap whose sets were too many to list
  double bound_listed = -1e300;      ///< before the last list of some of them
};

}  // namespace wangge::partition
