/// The walking network as a graph: every stretch between two consecutive vertices of a line is an arc.
/// Guarantees
///  - lines join only where their node ids are equal, or, for ends without an id, where vertices coincide exactly; lines that
///    merely cross never join, so a bridge is not joined to the street below;
///  - inner vertices of a line with node ids belong to that line alone;
///  - lines with foot = false, and connected pieces shorter than `kShortestPiece` in all, are left out;
///  - nodes are numbered along a Hilbert curve, arcs in the order of the input; equal input gives an equal graph.
/// Units: metres, double. Cost: O(n log n); one hash look-up a vertex.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/city.hpp"

namespace wangge {

/// Pieces of the network shorter than this in all lead nowhere and would swallow buildings (contract section 3).
inline constexpr double kShortestPiece = 1000.0;

struct WalkArc {
  std::uint32_t from = 0, to = 0;  ///< nodes
  Point a, b;                      ///< own ends: nodes joined by id need not lie at exactly one place
  double metres = 0;
  std::int32_t line = -1;  ///< index into City::walk_lines
  bool continues = false;  ///< starts where the arc before it ends, on the same line
};

struct WalkStep {
  std::uint32_t to = 0;
  std::uint32_t arc = 0;
  double metres = 0;
};

struct WalkGraph {
  std::vector<WalkArc> arcs;
  std::vector<std::uint32_t> first;  ///< node_count + 1 offsets into `steps`
  std::vector<WalkStep> steps;       ///< both directions of every arc, one for an arc from a node to itself
  std::size_t pieces = 0;            ///< connected pieces that take part
  std::size_t short_pieces = 0;      ///< left out
  double short_metres = 0;           ///< length of those
  std::size_t closed = 0;            ///< stretches that barriers close
  std::size_t without_length = 0;    ///< stretches of no length in the input
  std::size_t repeated = 0;          ///< stretches that were there before, between the same nodes at the same places

  [[nodiscard]] std::size_t node_count() const { return first.empty() ? 0 : first.size() - 1; }
  [[nodiscard]] std::span<const WalkStep> from(std::uint32_t node) const {
    return std::span(steps).subspan(first[node], first[node + 1] - first[node]);
  }
};

/// No lines give an empty graph.
[[nodiscard]] WalkGraph build_walk_graph(const std::vector<WalkLine>& lines);
/// The network as the job wants it: with `circles.barriers_close_lines` stretches that cross a hard barrier are left out, unless
/// their line is a bridge or tunnel or a crossing lies within `kCrossingReach` of the place.
[[nodiscard]] WalkGraph build_walk_graph(const City& city);
inline constexpr double kCrossingReach = 15.0;

}  // namespace wangge
