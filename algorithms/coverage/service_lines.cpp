#include "algorithms/coverage/service_lines.hpp"

#include <algorithm>

namespace wangge {

namespace {

struct Stretch {
  double from, to;  // metres along the arc
};

/// The parts of an arc within the radius, apart from each other, in order.
std::vector<Stretch> stretches(const WalkArc& arc, std::uint32_t number, const BoundedSearch& search, double radius) {
  std::vector<Stretch> parts;
  auto add = [&](double from, double to) {
    from = std::max(from, 0.0), to = std::min(to, arc.metres);
    if (to > from) parts.push_back({from, to});
  };
  add(0, radius - search.to_node(arc.from));
  add(arc.metres - (radius - search.to_node(arc.to)), arc.metres);
  for (const NetworkEntry& start : search.starts())
    if (start.arc == number) add(start.along - (radius - start.metres), start.along + (radius - start.metres));
  std::sort(parts.begin(), parts.end(), [](const Stretch& a, const Stretch& b) { return a.from < b.from; });
  std::vector<Stretch> joined;
  for (const Stretch& part : parts) {
    if (!joined.empty() && part.from <= joined.back().to) joined.back().to = std::max(joined.back().to, part.to);
    else joined.push_back(part);
  }
  return joined;
}

}  // namespace

MultiPolyline lines_within(const WalkGraph& graph, const BoundedSearch& search, double radius) {
  std::vector<std::uint32_t> arcs;
  search.each_reached_arc([&](std::uint32_t arc) { arcs.push_back(arc); });
  std::sort(arcs.begin(), arcs.end());
  MultiPolyline lines;
  std::uint32_t whole_to_end = 0xffffffffU;  // the arc before, when it was reached up to its far end
  for (const std::uint32_t number : arcs) {
    const WalkArc& arc = graph.arcs[number];
    for (const Stretch& part : stretches(arc, number, search, radius)) {
      const auto at = [&](double metres) { return metres >= arc.metres ? arc.b : arc.a + (arc.b - arc.a) * (metres / arc.metres); };
      const bool goes_on = part.from == 0 && arc.continues && whole_to_end + 1 == number && !lines.empty();
      if (!goes_on) lines.push_back({at(part.from)});
      lines.back().push_back(at(part.to));
      whole_to_end = part.to == arc.metres ? number : 0xffffffffU;
    }
  }
  return lines;
}

}  // namespace wangge
