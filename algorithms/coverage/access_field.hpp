/// The land around the walking network, once for a city: every lattice node within reach of an arc gets that arc, the place on
/// it, and the straight leg to it. A centre's field of walking metres then is `way along the arc + leg`, arc by arc. Guarantees
///  - a node belongs to its nearest arc (the first of equally near ones), unless its leg crosses a wall: inside a compound (小区)
///    with gates it then belongs to each of those gates, elsewhere to nothing;
///  - a node within three quarters of a step of an arc belongs to that arc too;
///  - the field does not depend on the number of threads.
/// Units: metres; legs and places are float (exact to about 0.1 mm at city scale). They shape polygons only; which buildings lie
/// inside is decided by the exact values at the points of the PointMesh.
/// Cost: proportional to the land within reach of arcs, about nodes x arcs around each.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "algorithms/coverage/point_mesh.hpp"
#include "algorithms/reach/building_access.hpp"
#include "algorithms/reach/walk_graph.hpp"
#include "core/run_context.hpp"

namespace wangge {

/// A lattice node that belongs to an arc or gate.
struct FieldNode {
  std::int32_t column = 0, row = 0;
  float along = 0;  ///< metres from the arc's first end to where it enters; 0 for gates
  float leg = 0;    ///< metres from the arc, or from the gate
};

/// All nodes of one arc or gate, and the box around them.
struct FieldPatch {
  std::int32_t column = 0, row = 0, last_column = -1, last_row = -1;
  std::uint32_t first = 0, count = 0;  ///< of AccessField's nodes
};

class AccessField {
 public:
  /// `reach`: metres from an arc beyond which land is nobody's.
  AccessField(const City& city, const WalkGraph& graph, const AccessModel& model, const Lattice& lattice, double reach,
              const RunContext& run);

  [[nodiscard]] const FieldPatch& of_arc(std::uint32_t arc) const { return patches_[arc]; }
  [[nodiscard]] const FieldPatch& of_gate(std::uint32_t gate) const { return patches_[arcs_ + gate]; }
  [[nodiscard]] std::span<const FieldNode> nodes(const FieldPatch& patch) const {
    return std::span(nodes_).subspan(patch.first, patch.count);
  }

 private:
  std::size_t arcs_ = 0;
  std::vector<FieldPatch> patches_;  // by arc, then by gate
  std::vector<FieldNode> nodes_;
};

}  // namespace wangge
