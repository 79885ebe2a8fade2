#include "algorithms/coverage/area_coverage.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

#include "core/common_land.hpp"
#include "core/parallel.hpp"

namespace wangge {

void measure_covered_land(std::span<AreaCoverage> rows, std::span<const CoveredLand> covered, const RunContext& run) {
  struct Piece {
    Box box;
    MultiPolygon area;
  };
  std::vector<std::vector<Piece>> pieces;  // by covered land, one polygon each
  for (const CoveredLand& land : covered) {
    pieces.emplace_back();
    for (const Polygon& polygon : land.area) pieces.back().push_back({bounds({polygon}), {polygon}});
  }
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for_each_parallel(order, run.threads, [&](std::size_t i) {
    AreaCoverage& row = rows[i];
    if (row.area.empty() || row.mode != CircleMode::network) return;
    row.square_metres = area(row.area);
    const Box box = bounds(row.area);
    for (std::size_t l = 0; l < covered.size(); ++l) {
      const CoveredLand& land = covered[l];
      if (land.mode != row.mode || land.metres != row.metres || land.profile != "standard") continue;
      row.covered_square_metres = 0;
      for (const Piece& piece : pieces[l])
        if (piece.box.intersects(box)) row.covered_square_metres += common_land(row.area, piece.area).square_metres;
    }
  });
}

}  // namespace wangge
