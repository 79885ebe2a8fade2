/// One community on its way through the stages.
#pragma once

#include <string>
#include <vector>

#include "algorithms/cells/arrange_community.hpp"
#include "algorithms/cells/tiled_community.hpp"
#include "algorithms/graph/division_problem.hpp"
#include "core/division.hpp"

namespace wangge {

/// A hard barrier whose crossing would bring a part of the community into range, or nearer to it.
struct BarrierToOpen {
  std::string barrier_class, name;  ///< of the barrier, as the city has them
  std::vector<std::int32_t> atoms;  ///< the part, ascending
  /// Households out of range in all the parts that the crossing joins, without it and with it.
  std::int64_t out_before = 0, out_after = 0;
};

struct CommunityDraft {
  CommunityScene scene;
  TiledCommunity tiled;
  std::vector<CellBorder> borders;
  ProblemOfCells problem;
  Division division;
  ProofCheck proof_check = ProofCheck::nothing_claimed;
  std::vector<BarrierToOpen> openings;
  std::vector<std::int32_t> grid_of_cell;  ///< grids of the division first, then the exclusive ones
  std::vector<MultiPolygon> grid_areas;
  MultiPolygon community_area;  ///< of the same segments: the union of the grids
  std::vector<MultiPolygon> cell_areas;
  std::vector<std::int32_t> micro_of_cell;  ///< empty without micro grids; -1 in exclusive grids
  std::vector<std::int32_t> micro_parent;   ///< by micro grid: its comprehensive grid, ascending
  std::vector<MultiPolygon> micro_areas;
  std::vector<std::int32_t> compound_of_cell;
  std::vector<std::int32_t> unit_of_cell;
  [[nodiscard]] std::size_t grid_count() const { return static_cast<std::size_t>(division.grids) + problem.exclusive.size(); }
};

/// What each community may look at: its buildings, and the lines and areas that meet its box.
[[nodiscard]] std::vector<CommunityDraft> set_scenes(const City& city);
/// The same without the drafts.
[[nodiscard]] std::vector<CommunityScene> scenes_of(const City& city);

}  // namespace wangge
