/// The land of one community cut into cells, as border segments with a cell on either side. Cells, grids and communities are
/// all outlines of the same segments: an outline is the segments whose two sides differ, so neighbours match exactly.
#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/cells/integer_plane.hpp"

namespace wangge {

/// A straight piece of border from vertex a to vertex b. Cells are numbered within the community; -1 = outside it.
struct BorderSegment {
  std::int32_t a = -1;
  std::int32_t b = -1;
  std::int32_t left = -1;
  std::int32_t right = -1;
  std::int32_t barrier = -1;  ///< index into City::barriers it runs along (or within), -1 = none
  std::int32_t softer =
      -1;  ///< a soft barrier that runs there as well when `barrier` is a harder one (a road over a river), -1 = none
  std::int32_t ring_edge = -1;  ///< number of the community's border edge it lies on, -1 = inside
  bool wall = false;            ///< runs along a compound's wall
  bool within = false;          ///< lies on the land of `barrier`, not along its edge or line
};

/// A barrier that runs inside one cell and so is no border: how much of it, for the score.
struct InsideBarrier {
  std::int32_t cell = -1;
  std::int32_t barrier = -1;  ///< index into City::barriers
  double metres = 0;
};

/// Guarantees (tested on random worlds)
///  - the cells cover the community without gap or overlap; every cell is one connected piece, except where a community has
///    more pieces than the cell's building allows to join (never more than one part per building);
///  - all vertices lie on the millimetre grid of `frame`;
///  - equal input gives equal bytes.
struct TiledCommunity {
  GridFrame frame;
  std::vector<GridPoint> points;
  std::vector<BorderSegment> segments;
  std::vector<InsideBarrier> inside;      ///< by cell, then barrier
  std::vector<std::int32_t> building;     ///< by cell: index into City::buildings, -1 = land without a building
  std::vector<std::int32_t> exclusive;    ///< by cell: index into City::exclusives for land cells of an empty unit, else -1
  std::vector<std::int32_t> shared_site;  ///< buildings that got a small slice because they had no ground of their own
  std::vector<GridPoint>
      wall_ends;               ///< of all borders as they were cut (wall_ends.hpp), for drawing them; edits draw with their own
  bool noding_failed = false;  ///< a guard against endless rounding was hit: reported, never silent
  [[nodiscard]] std::size_t cell_count() const { return building.size(); }
};

}  // namespace wangge
