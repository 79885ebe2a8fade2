/// From cells and their borders to a problem of division: one atom per cell that is not part of an exclusive unit.
#pragma once

#include <vector>

#include "algorithms/graph/cell_borders.hpp"
#include "core/division.hpp"

namespace wangge {

struct ProblemOfCells {
  DivisionProblem problem;
  std::vector<std::int32_t> cell;                    ///< by atom: its cell
  std::vector<std::vector<std::int32_t>> exclusive;  ///< exclusive grids: cells of one unit that hang together
  std::vector<std::int32_t> exclusive_unit;          ///< by exclusive grid: index into City::exclusives
};

/// @param compound  by cell, -1 = none;  @param unit  by cell: exclusive unit, -1 = none.
[[nodiscard]] ProblemOfCells division_problem(const TiledCommunity& tiled, const std::vector<CellBorder>& borders,
                                              const City& city, std::int32_t community, const std::vector<std::int32_t>& compound,
                                              const std::vector<std::int32_t>& unit);

}  // namespace wangge
