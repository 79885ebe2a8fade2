/// One community divided under one treatment of its compounds; the step that the choice of that treatment repeats.
#pragma once

#include <map>
#include <span>
#include <tuple>
#include <vector>

#include "algorithms/partition/divide_community.hpp"
#include "algorithms/partition/reduce.hpp"
#include "algorithms/partition/solve_part.hpp"

namespace wangge::partition {

/// The answer under one treatment of compounds.
struct Attempt {
  Division division;
  std::int64_t hard = 0;    ///< side rules broken, as DivisionFigures counts them
  bool optimal = false;     ///< level 1 is zero, level 3 proven under this treatment
  bool impossible = false;  ///< proven: level 1 cannot be zero under this treatment
  Cost per_grid = 0;
  std::int64_t moved = 0;  ///< households that leave the plan in force
  /// Smaller is better; of plans that are equally good that which moves fewer households.
  [[nodiscard]] auto rank() const {
    return std::tuple(hard, division.out_of_range, division.split_households, per_grid * division.grids, division.score, moved);
  }
};

/// Answers of parts already solved under the same limits: most treatments differ in one part only.
using PartCache = std::map<std::pair<std::uint64_t, std::uint64_t>, PartAnswer>;

struct Task {
  const DivisionProblem& problem;
  const DivideOptions& options;
  const RunContext& run;
  LevelWeights weights;
  GridCosts costs;
  std::vector<std::int64_t> compound_size;
  std::vector<std::int32_t> compound_atoms;
  std::vector<char> compound_torn;  ///< fits, but lies in several connected parts or partly in locked grids: split in any plan
  std::int64_t torn_households = 0;
  std::int64_t least_out = 0;           ///< of any plan, by the totals of connected parts: households out of range
  std::span<const std::int32_t> start;  ///< plan to go on from, by atom; may be empty
  bool impossible = false;              ///< proven before: level 1 cannot be zero
  mutable std::int64_t work = 0;        ///< of all attempts
  mutable PartCache cache;
};

/// Nothing that treatments of compounds decide can bring the plan nearer to level 1.
[[nodiscard]] inline bool is_nearest(const Task& task, const Attempt& a) {
  return a.hard == 0 && a.division.out_of_range <= task.least_out;
}

[[nodiscard]] Task make_task(const DivisionProblem& problem, const DivideOptions& options, const RunContext& run);

/// Reduces, solves every connected part, measures. Figures of the division are final but for proof and reasons.
/// `start`: plan to go on from, by atom; empty: that of the task, if any.
[[nodiscard]] Attempt attempt(const Task& task, const CompoundPlan& compounds, const PartLimits& limits,
                              std::span<const std::int32_t> start = {});

}  // namespace wangge::partition
