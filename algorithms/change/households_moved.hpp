/// Households of a division that left the heir of their old grid: the new grid that holds most of it. The measure of the change
/// budget (contract section 1).
#pragma once

#include <cstdint>
#include <map>
#include <span>

#include "core/division.hpp"

namespace wangge {

/// Atoms without an old grid count for nothing.
[[nodiscard]] inline std::int64_t households_moved(const DivisionProblem& problem, std::span<const std::int32_t> grid) {
  std::map<std::int32_t, std::map<std::int32_t, std::int64_t>> share;
  for (std::size_t i = 0; i < problem.previous.size(); ++i)
    if (problem.previous[i] >= 0) share[problem.previous[i]][grid[i]] += problem.households[i];
  std::int64_t moved = 0;
  for (const auto& [old, grids] : share) {
    std::int64_t all = 0, most = 0;
    for (const auto& [g, h] : grids) {
      all += h;
      most = std::max(most, h);
    }
    moved += all - most;
  }
  return moved;
}

}  // namespace wangge
