/// Divides many communities within one budget of work.
///
/// First every community gets the search and a short list of sets, which settles the small ones at once. What they leave of the
/// budget goes to those without a proof, in equal shares, for exact windows and proofs; with `prove` the shares grow tenfold
/// from round to round, a round earlier for communities of few atoms, until all are proven or run.should_stop(). A later answer
/// replaces an earlier one only when it is better, so the call can be stopped at any time. Work is counted, not timed: the
/// answers depend neither on threads nor on load.
#pragma once

#include <span>
#include <vector>

#include "algorithms/partition/divide_community.hpp"

namespace wangge {

struct DivideBudget {
  double seconds_a_community = 0.0022;  ///< on average over the city, about so much work on one core
  double longest = 2.0;                 ///< most for one community; with `prove` of one round
};

/// @return answers in the order of `problems`; a problem without atoms gets an empty, optimal one.
[[nodiscard]] std::vector<Division> divide_all(std::span<const DivisionProblem* const> problems, const DivideOptions& options,
                                               const DivideBudget& budget, const RunContext& run);

}  // namespace wangge
