/// The maximal covering problem with thousands of candidates: prices are found on a core of them, and asked of all.
/// A candidate outside the core matters only if it is worth more at the core's prices than the last one chosen; such candidates
/// join the core until there is none, and then the bound of the core is that of all. Guarantees
///  - the bound holds for every choice among all candidates: it is the prices' worth over all of them, never that of the core;
///  - deterministic: equal problem and count give an equal core.
/// Units: households. Cost: a step of prices on the core, and now and then one on all. Source: column generation after Dantzig &
/// Wolfe 1960, on the prices of CoverBound.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "algorithms/siting/cover_problem.hpp"
#include "core/run_context.hpp"

namespace wangge {

/// The problem with some of its candidates only (ascending); classes keep their numbers, those without a candidate too.
[[nodiscard]] CoverProblem restricted(const CoverProblem& problem, std::span<const std::uint32_t> candidates);

struct CoverCore {
  std::vector<std::uint32_t> candidates;  ///< of the whole problem, ascending
  std::vector<double> prices;             ///< by class
  std::int64_t bound = 0;                 ///< no choice of `count` among all candidates covers more
};

/// `chosen`: a good choice, whose candidates are part of the core; `covered`: what it covers.
[[nodiscard]] CoverCore find_core(const CoverProblem& problem, std::size_t count, std::span<const std::uint32_t> chosen,
                                  std::int64_t covered, const RunContext& run);

/// What no choice of `count` among all candidates can exceed at these prices.
[[nodiscard]] std::int64_t bound_at(const CoverProblem& problem, std::size_t count, const std::vector<double>& prices);

/// The greatest number of sites that these prices prove too few to cover `wanted`.
[[nodiscard]] std::size_t sites_too_few(const CoverProblem& problem, std::int64_t wanted, const std::vector<double>& prices);

}  // namespace wangge
