/// Divides one community into service grids: the entry to this folder.
///
/// Guarantees, whatever the input: every atom has a label; grids are connected through `connects` edges; locked grids are
/// returned as they came; the figures are those of `measure`; lower_bound <= score; proof is `optimal` only when levels 1-3 of
/// the objective are proven, `infeasible` when level 1 cannot be zero. The answer depends on the problem, the options and
/// run.seed, not on threads; `seconds` is turned into counted work, so the clock matters only through run.deadline.
/// A compound above the maximum is divided into pieces of its own households only, wherever level 1 allows; bounds and proofs
/// refer to plans under this rule.
/// Method: search on several levels by tree partitions and annealed borders (multilevel.hpp; Ito et al. 2012; DeFord, Duchin &
/// Solomon 2021), then exact windows and column generation over a decision diagram of all connected sets (frontier method of
/// Simpath, Kawahara et al.; price-and-cover as Mehrotra, Johnson & Nemhauser 1998).
#pragma once

#include "core/division.hpp"
#include "core/run_context.hpp"

namespace wangge {

/// Division::work that takes about a second.
inline constexpr double kWorkPerSecond = 1e7;

struct DivideOptions {
  bool prove = false;             ///< larger diagrams, lists and memory (up to about 1 GB); without it only cheap proofs
  double gap = 0.0;               ///< a plan proven within this share of the best is enough
  double heuristic_effort = 1.0;  ///< scales the search for plans
  /// For proofs (and, with `prove`, exact windows): about so much work on one core. 0: only what a short list of sets settles;
  /// less: none where the plan to go on from is in range.
  double seconds = 0.1;
};

/// Never fails: an impossible community gets its best plan with proof = infeasible and reasons.
/// Where the plan in force is as good as any found, it stays (keep_in_force.hpp).
/// `start`: an earlier answer to the same problem, to go on from; without it one is searched for.
[[nodiscard]] Division divide_community(const DivisionProblem& problem, const DivideOptions& options, const RunContext& run,
                                        const Division* start = nullptr);

}  // namespace wangge
