/// One community as a problem of division, and its answer. The language between cells/graph, partition and audit.
///
/// Score (level 3 of the objective, contract section 5) in whole micro-points so that ties and totals are equal on every machine:
///   score(plan) = sum over grids of (households - target)^2 / target
///               + sum over edges whose ends lie in different grids of `apart_cost`
///               + sum over edges whose ends lie in the same grid of `together_cost`
///               + `constant`.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/plan.hpp"
#include "core/rules.hpp"

namespace wangge {

/// Micro-points: 1e-6 of the score of contract section 5.
using Cost = std::int64_t;
inline constexpr Cost kCostPerPoint = 1'000'000;

/// Neighbouring atoms; undirected, stored once with a < b, sorted by (a, b), no pair twice.
struct AtomEdge {
  std::int32_t a = -1;
  std::int32_t b = -1;
  Cost apart_cost = 0;     ///< paid when a and b are in different grids (border metres, priced)
  Cost together_cost = 0;  ///< paid when they share one (soft barrier between them)
  bool connects = true;    ///< false: they share a border but only across a hard barrier, or only in a point
};

/// A further sum that no grid may exceed: persons, party members, workload.
struct FurtherLimit {
  std::vector<std::int64_t> amount;  ///< n, each >= 0
  std::int64_t most = 0;             ///< of a grid
};

struct DivisionProblem {
  std::vector<std::int32_t> households;  ///< n atoms, each >= 0
  std::vector<AtomEdge> edges;
  std::vector<std::int32_t> compound;   ///< n, -1 = none; which compound the atom belongs to
  std::vector<std::int32_t> previous;   ///< n or empty; number of the old grid, -1 = none
  std::vector<std::int32_t> locked;     ///< n or empty; atoms with equal number >= 0 are exactly one finished grid
  std::vector<std::int32_t> must_link;  ///< n or empty; equal number >= 0 = same grid
  std::vector<std::pair<std::int32_t, std::int32_t>> cannot_link;
  std::vector<FurtherLimit> limits;
  std::int32_t min_households = 300;
  std::int32_t max_households = 500;
  std::int32_t target_households = 400;
  GridCount count = GridCount::target;
  std::int32_t fixed_grids = 0;
  CompoundRule compounds = CompoundRule::keep;
  double change_budget = 1.0;  ///< share of households that may leave the heir of their old grid
  Cost constant = 0;           ///< what every plan pays: borders of exclusive grids
};

/// Rules of a problem that go before the range of households.
enum class SideRule { limits, must_link, cannot_link, fixed_count, change_budget };

/// Why a community cannot be divided within range, in objects that the caller can name.
struct InfeasibleReason {
  enum class Kind {
    none,
    total_unreachable,  ///< the households of a connected part fit no number of grids (e.g. 501-599)
    atom_too_large,     ///< one atom exceeds the maximum
    atom_uncovered,     ///< no connected set within range contains this atom
    compound_conflict,  ///< possible only if a compound is split
    rule_conflict,      ///< plans in range exist, but none was found that keeps the rules `conflicts`, too
    no_combination,     ///< proven: sets exist but no partition of them
    not_found           ///< sets exist; no partition of them was found, nor shown to be impossible
  } kind = Kind::none;
  std::vector<std::int32_t> atoms;    ///< the conflicting atoms, or the whole connected part
  std::int32_t households = 0;        ///< of those atoms
  std::int32_t smallest_maximum = 0;  ///< the community would be possible with this maximum, 0 = not known
  std::int32_t largest_minimum = 0;   ///< ... or with this minimum, 0 = not known
  std::vector<SideRule> conflicts;    ///< any one of them given up would do
  bool conflicts_together = false;    ///< ... only all of them
  std::int32_t compound = -1;         ///< compound to split, -1 = none
};

struct Division {
  std::vector<std::int32_t> grid;  ///< n labels in [0, grids)
  std::int32_t grids = 0;
  std::int64_t broken = 0;            ///< above all levels: side rules broken, see DivisionFigures
  std::int64_t out_of_range = 0;      ///< level 1: households short of the minimum or beyond the maximum
  std::int64_t split_households = 0;  ///< level 2: households in compounds split although they fit
  Cost score = 0;                     ///< level 3
  Cost lower_bound = 0;               ///< of level 3 among plans equal at levels 1 and 2
  Proof proof = Proof::none;
  std::vector<InfeasibleReason> reasons;  ///< not empty when out_of_range > 0
  double seconds = 0;
  std::int64_t work = 0;  ///< spent on proofs, counted (divide_community.hpp): equal on every machine
};

/// Recomputed from scratch: totals, levels 1-3. `grid` holds n labels.
struct DivisionFigures {
  /// Units beyond limits and households beyond the change budget; a link broken, or a grid more or less than fixed, counts as a
  /// full grid's households.
  std::int64_t broken = 0;
  std::int64_t out_of_range = 0;
  std::int64_t split_households = 0;
  Cost score = 0;
  bool connected = true;  ///< every grid connected through `connects` edges
};
[[nodiscard]] DivisionFigures measure(const DivisionProblem& problem, std::span<const std::int32_t> grid);
/// The same for grids that are known to be connected: `connected` is taken for granted.
[[nodiscard]] DivisionFigures measure_levels(const DivisionProblem& problem, std::span<const std::int32_t> grid);
/// Households that left the heir of their old grid: the new grid that holds most of it (decision 0007). The measure of the change
/// budget (contract section 1). `grid` holds n labels; atoms without an old grid count for nothing.
[[nodiscard]] std::int64_t households_moved(const DivisionProblem& problem, std::span<const std::int32_t> grid);
/// (households - target)^2 / target in micro-points.
[[nodiscard]] Cost deviation_cost(std::int64_t households, std::int64_t target);

}  // namespace wangge
