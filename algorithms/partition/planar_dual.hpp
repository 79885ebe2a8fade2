/// A part of a community drawn in the plane, and its dual: faces joined across edges. A connected set of atoms whose complement
/// is connected, too, is a simple closed walk through faces, so that its boundary is a path problem (cycle_price.hpp).
///
/// The atoms along the outer face get an edge of price 0 each to one more vertex, the outside: sets that touch the outer face in
/// several places are simple cycles as well. Negative prices count as 0.
/// Parts: atoms held together by edges of positive price. What lies between two parts costs nothing (a soft barrier from border
/// to border), so each is drawn for itself, with the others outside.
#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/partition/part_graph.hpp"

namespace wangge::partition {

struct PlanarDual {
  struct Edge {
    std::int32_t a = -1, b = -1;         ///< vertices; b is the outside for edges to it
    std::int32_t left = -1, right = -1;  ///< faces seen when walking from a to b
    Cost cut = 0;                        ///< >= 0
  };
  std::vector<std::int32_t> nodes;       ///< vertex -> node of the graph; the last vertex is the outside and has none
  std::vector<std::int32_t> households;  ///< vertices, 0 for the outside
  std::vector<Edge> edges;
  std::int32_t faces = 0;
  /// Of face f, [arc_offset[f], arc_offset[f + 1]): 2 * edge + 0 leads from right to left (a is enclosed), + 1 from left to
  /// right.
  std::vector<std::int32_t> arc_offset, arcs;
  std::vector<std::int32_t> around_offset, around;  ///< edges at a vertex
  std::vector<std::vector<std::int32_t>> corners;   ///< vertices of a face
  std::vector<char> outer;                          ///< faces that touch the outside
  std::vector<std::int32_t> gates;                  ///< faces of which every set that touches another part passes one

  [[nodiscard]] std::int32_t outside() const { return static_cast<std::int32_t>(households.size()) - 1; }
  [[nodiscard]] std::int64_t total() const;
  [[nodiscard]] std::int32_t from(std::int32_t arc) const {
    const Edge& e = edges[static_cast<std::size_t>(arc / 2)];
    return arc % 2 == 0 ? e.right : e.left;
  }
  [[nodiscard]] std::int32_t to(std::int32_t arc) const { return from(arc ^ 1); }
};

/// Parts of a connected graph, largest first; empty when the graph cannot be drawn without crossings. A part is left out when its
/// borders with other parts do not all lie on one face. O(nodes + edges).
[[nodiscard]] std::vector<PlanarDual> draw_parts(const PartGraph& graph);

/// Faces of which every simple cycle with at least `least` households on both sides passes one (`least` > 0): lines that cut the
/// part again and again until what is left over is smaller. Deterministic.
[[nodiscard]] std::vector<std::int32_t> crossing_faces(const PlanarDual& dual, std::int64_t least);

}  // namespace wangge::partition
