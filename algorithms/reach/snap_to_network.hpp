/// Where a point enters the walking network: the nearest point of the nearest arc.
/// Guarantees
///  - exact nearest arc, anywhere along it; of equally near arcs the first of the input;
///  - entries outlive the index: they hold numbers and metres only.
/// Units: metres. Cost: a few squares of the index a point.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>

#include "algorithms/reach/segment_index.hpp"
#include "algorithms/reach/walk_graph.hpp"

namespace wangge {

/// A way onto the network.
struct NetworkEntry {
  std::uint32_t arc = 0;
  double along = 0;   ///< metres from the arc's first end, in [0, arc.metres]
  double metres = 0;  ///< walked before the network is reached: the leg, and for gates the way to the gate
};

class NetworkSnapper {
 public:
  explicit NetworkSnapper(const WalkGraph& graph);

  /// Nearest entry; nothing when the network is empty.
  [[nodiscard]] std::optional<NetworkEntry> nearest(Point p) const;
  /// Nearest entry within `limit` metres whose straight leg p -> foot is accepted.
  template <class AcceptLeg>
  [[nodiscard]] std::optional<NetworkEntry> nearest_if(Point p, double limit, AcceptLeg&& accept) const {
    return entry(index_.nearest(p, limit, [&](std::uint32_t, const Foot& foot) { return accept(p, foot.at); }));
  }
  /// Nearest entry within `limit` metres on an arc for which accept(arc) holds.
  template <class AcceptArc>
  [[nodiscard]] std::optional<NetworkEntry> nearest_arc_if(Point p, double limit, AcceptArc&& accept) const {
    return entry(index_.nearest(p, limit, [&](std::uint32_t arc, const Foot&) { return accept(arc); }));
  }
  [[nodiscard]] Point place(const NetworkEntry& entry) const;

 private:
  [[nodiscard]] std::optional<NetworkEntry> entry(const SegmentIndex::Hit& hit) const;

  const WalkGraph* graph_;
  SegmentIndex index_;
};

}  // namespace wangge
