/// Treatments of compounds: the usual one, and the one that a given plan keeps to.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "algorithms/partition/attempt.hpp"

namespace wangge::partition {

/// Fitting compounds whole, larger ones closed.
[[nodiscard]] CompoundPlan keep_all(const Task& task);

/// What of `usual` the plan keeps to: compounds that lie in one grid, large ones whose grids hold nothing else.
[[nodiscard]] CompoundPlan treatment_of(const Task& task, const CompoundPlan& usual, std::span<const std::int32_t> grid);

/// By compound: the plan has it in several grids.
[[nodiscard]] std::vector<char> split_compounds(const Task& task, std::span<const std::int32_t> grid);

}  // namespace wangge::partition
