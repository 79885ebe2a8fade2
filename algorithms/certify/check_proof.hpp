/// Checks what the certificate of one community says, by code that shares nothing with the solver.
///
/// `optimal`: the plan keeps the rules, its score is as stated, and no admitted plan has a smaller one. `infeasible`: no plan at
/// all has every grid in range. Both by trying everything (list_sets.hpp, cover_search.hpp), within limits: communities of
/// small buildings have more connected sets than can be listed, and are `not_checked`.
#pragma once

#include <cstdint>

#include "core/division.hpp"

namespace wangge {

struct ProofCheckLimits {
  std::int64_t sets = 100'000;     ///< listed of one connected piece
  std::int64_t steps = 2'000'000;  ///< of listing them
  std::int64_t states = 300'000;   ///< of covering with them
};

/// @cost up to about a second; Taipei's 907 communities take two milliseconds each (`wangge divide --check-proofs`).
[[nodiscard]] ProofCheck check_proof(const DivisionProblem& problem, const Division& division,
                                     const ProofCheckLimits& limits = {});

}  // namespace wangge
