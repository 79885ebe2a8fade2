#include "algorithms/reach/snap_to_network.hpp"

namespace wangge {

namespace {

// A little more than the usual stretch between two vertices: a square then holds a handful of arcs.
constexpr double kSquare = 50.0;

std::vector<Segment> segments_of(const WalkGraph& graph) {
  std::vector<Segment> all;
  all.reserve(graph.arcs.size());
  for (const WalkArc& arc : graph.arcs) all.push_back({arc.a, arc.b});
  return all;
}

}  // namespace

NetworkSnapper::NetworkSnapper(const WalkGraph& graph) : graph_(&graph), index_(segments_of(graph), kSquare) {}

std::optional<NetworkEntry> NetworkSnapper::nearest(Point p) const {
  return entry(index_.nearest(p, std::numeric_limits<double>::infinity(), [](std::uint32_t, const Foot&) { return true; }));
}

std::optional<NetworkEntry> NetworkSnapper::entry(const SegmentIndex::Hit& hit) const {
  if (hit.segment == SegmentIndex::kNone) return std::nullopt;
  return NetworkEntry{hit.segment, hit.foot.share * graph_->arcs[hit.segment].metres, hit.foot.metres};
}

Point NetworkSnapper::place(const NetworkEntry& entry) const {
  const WalkArc& arc = graph_->arcs[entry.arc];
  return arc.metres > 0 ? arc.a + (arc.b - arc.a) * (entry.along / arc.metres) : arc.a;
}

}  // namespace wangge
