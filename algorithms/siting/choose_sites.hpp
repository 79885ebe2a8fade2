/// Chooses sites for new centres: as much demand as possible with a number of sites, or the fewest sites for a share of it.
/// Guarantees
///  - covered <= best possible <= bound; `proven` says that they are equal (a choice of fewest: that one site less cannot do);
///  - deterministic: equal problem, seed and effort give an equal choice. A deadline may end the search early, never wrongly.
/// How: greedy, prices (CoverBound) whose best sites are starts for swaps, kicks, then branching on what the prices leave open.
/// Units: households. Cost: about effort x 1 s on 343 candidates x 4,000 classes at most.
#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/siting/cover_problem.hpp"
#include "core/run_context.hpp"

namespace wangge {

struct SiteChoice {
  std::vector<std::uint32_t> sites;  ///< candidates, in the order of greedy gain: the first ones matter most
  std::vector<std::int64_t> gains;   ///< what each adds to those before it
  std::int64_t covered = 0;
  std::int64_t bound = 0;           ///< no choice of as many sites covers more
  std::size_t fewest_possible = 0;  ///< no fewer sites can reach the share; choose_fewest only
  bool proven = false;
  bool reached = true;  ///< choose_fewest: false when all candidates together do not reach the share
};

struct SitingEffort {
  double factor = 1;  ///< of the work of branching and kicks
};

[[nodiscard]] SiteChoice choose_most(const CoverProblem& problem, std::size_t count, const SitingEffort& effort,
                                     const RunContext& run);
/// Fewest sites that cover at least `wanted`.
[[nodiscard]] SiteChoice choose_fewest(const CoverProblem& problem, std::int64_t wanted, const SitingEffort& effort,
                                       const RunContext& run);

}  // namespace wangge
