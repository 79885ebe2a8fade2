#include "algorithms/reach/loose_ends.hpp"

namespace wangge {

std::vector<Point> loose_ends(const City& city, const WalkGraph& graph, const NetworkSnapper& snapper) {
  const auto passes = [&](const WalkArc& arc) {
    const WalkLine& line = city.walk_lines[static_cast<std::size_t>(arc.line)];
    return line.bridge || line.tunnel;
  };
  std::vector<Point> ends;
  for (std::uint32_t node = 0; node < graph.node_count(); ++node) {
    if (graph.from(node).size() != 1) continue;
    const WalkArc& own = graph.arcs[graph.from(node).front().arc];
    if (own.from == own.to || passes(own)) continue;
    const Point end = own.from == node ? own.a : own.b;
    // An arc that meets the end's own one is no other street: the end may lie beside where its line begins.
    const auto other = snapper.nearest_arc_if(end, kLooseEnd, [&](std::uint32_t a) {
      const WalkArc& arc = graph.arcs[a];
      const bool meets = arc.from == own.from || arc.from == own.to || arc.to == own.from || arc.to == own.to;
      return !meets && !passes(arc);
    });
    if (other) ends.push_back(end);
  }
  return ends;
}

}  // namespace wangge
