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

/// Neighbouring nodes of one row that belong to one arc or gate.
struct FieldRun {
  std::int32_t column = 0, row = 0;  ///< of the first
  std::uint32_t count = 0;
  std::uint32_t first = 0;  ///< its number in AccessField::along and leg
};

class AccessField {
 public:
  /// `reach`: metres from an arc beyond which land is nobody's.
  AccessField(const City& city, const WalkGraph& graph, const AccessModel& model, const Lattice& lattice, double reach,
              const RunContext& run);

  [[nodiscard]] std::span<const FieldRun> of_arc(std::uint32_t arc) const { return of_source(arc); }
  [[nodiscard]] std::span<const FieldRun> of_gate(std::uint32_t gate) const { return of_source(arcs_ + gate); }
  /// By node: metres from the arc's first end to where it enters; 0 for gates.
  [[nodiscard]] const float* along() const { return along_.data(); }
  /// By node: metres from the arc, or from the gate.
  [[nodiscard]] const float* leg() const { return leg_.data(); }

 private:
  [[nodiscard]] std::span<const FieldRun> of_source(std::size_t source) const {
    return std::span(runs_).subspan(first_[source], first_[source + 1] - first_[source]);
  }

  std::size_t arcs_ = 0;
  std::vector<std::uint32_t> first_;
  std::vector<FieldRun> runs_;
  std::vector<float> along_, leg_;
};

}  // namespace wangge
