/// Further limits go before the range of households: where no plan in range keeps them, smaller grids do.
#pragma once

#include <vector>

#include "algorithms/partition/divide_community.hpp"

namespace wangge::partition {

/// Cuts every grid that exceeds a further limit into as few connected pieces as keep it; an atom that exceeds one by itself stays
/// alone, locked grids stay as they are. Returns new labels, empty when nothing was cut.
[[nodiscard]] std::vector<std::int32_t> split_by_limits(const DivisionProblem& problem, const std::vector<std::int32_t>& grid,
                                                        const RunContext& run);

}  // namespace wangge::partition
