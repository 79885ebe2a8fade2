/// Outlines as directed edges on the millimetre grid. Where two areas share a border exactly, the same edge appears once in
/// each direction; what is left over is the outer border, or a fault.
#pragma once

#include <cstdint>
#include <vector>

#include "core/geometry.hpp"

namespace wangge::audit {

/// Whole millimetres of the working CRS.
struct MillimetrePoint {
  std::int64_t x = 0;
  std::int64_t y = 0;
  friend constexpr bool operator==(MillimetrePoint a, MillimetrePoint b) { return a.x == b.x && a.y == b.y; }
  friend constexpr bool operator<(MillimetrePoint a, MillimetrePoint b) { return a.x != b.x ? a.x < b.x : a.y < b.y; }
  [[nodiscard]] Point metres() const { return {static_cast<double>(x) / 1000, static_cast<double>(y) / 1000}; }
};

/// From a to b with the owner's land on the left.
struct OutlineEdge {
  MillimetrePoint a, b;
  std::int32_t owner = -1;
};

struct SharedEdge {
  Point a, b;
  std::int32_t left = -1;
  std::int32_t right = -1;
};

struct MatchedEdges {
  std::vector<SharedEdge> shared;
  std::vector<OutlineEdge> single;
};

/// Appends the edges of an area, whichever way its rings run. `inward` = false turns them round (for the surrounding area).
void add_outline(const Polygon& polygon, std::int32_t owner, bool inward, std::vector<OutlineEdge>& edges);
void add_outline(const MultiPolygon& area, std::int32_t owner, bool inward, std::vector<OutlineEdge>& edges);
/// Pairs every edge with one that runs the other way. O(n log n).
[[nodiscard]] MatchedEdges match_edges(const std::vector<OutlineEdge>& edges);

}  // namespace wangge::audit
