/// The whole line for a prepared city: cells, borders, division, outlines, codes; community by community, in parallel.
/// Guarantees
///  - every building with a community is in exactly one grid; grids stay inside their community and tile it;
///  - a grid out of range carries a reason, and so does every broken rule (Plan::violations);
///  - equal city, rules and seed give equal plans on any number of threads.
#pragma once

#include "algorithms/plan/divide_all.hpp"
#include "core/catalogue.hpp"
#include "core/city.hpp"
#include "core/plan.hpp"
#include "core/result.hpp"
#include "core/run_context.hpp"

namespace wangge {

struct DivideCityOptions {
  DivideOptions division;
  DivideBudget budget;
  bool check_proofs = false;  ///< look at every proof a second time (algorithms/certify); one that fails is withdrawn
  Language language = Language::english;
};

/// @param city  as prepare_city left it.
/// A cancelled or late run lays out its cells all the same and gives a valid plan of less quality (Plan::stopped_early).
/// @error invalid_input without any community.
[[nodiscard]] Result<Plan> divide_city(const City& city, const DivideCityOptions& options, const RunContext& run);

}  // namespace wangge
