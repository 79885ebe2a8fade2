#include "algorithms/coverage/service_lines.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>

namespace wangge {

namespace {

struct Stretch {
  double from, to;  // metres along the arc
};

/// Fills `parts` with the stretches of an arc within the radius, apart from each other, in order. Reuses its memory: this runs
/// for every arc of every centre.
void find_stretches(const WalkArc& arc, std::uint32_t number, const BoundedSearch& search, double radius,
                    std::vector<Stretch>& parts) {
  parts.clear();
  const double from_start = radius - search.to_node(arc.from), from_end = radius - search.to_node(arc.to);
  if (from_start >= 0 && from_end >= 0 && from_start + from_end >= arc.metres) {
    parts.push_back({0, arc.metres});
    return;
  }
  auto add = [&](double from, double to) {
    from = std::max(from, 0.0), to = std::min(to, arc.metres);
    if (to > from) parts.push_back({from, to});
  };
  add(0, from_start);
  add(arc.metres - from_end, arc.metres);
  for (const NetworkEntry& start : search.starts())
    if (start.arc == number) add(start.along - (radius - start.metres), start.along + (radius - start.metres));
  std::sort(parts.begin(), parts.end(), [](const Stretch& x, const Stretch& y) { return x.from < y.from; });
  std::size_t joined = 0;
  for (const Stretch part : parts) {
    if (joined > 0 && part.from <= parts[joined - 1].to)
      parts[joined - 1].to = std::max(parts[joined - 1].to, part.to);
    else
      parts[joined++] = part;
  }
  parts.resize(joined);
}

/// The arcs reached, ascending. A bit each and a look at all bits in turn: a sort would cost more than all the rest.
std::vector<std::uint32_t> reached_arcs(const WalkGraph& graph, const BoundedSearch& search) {
  std::vector<std::uint64_t> bits((graph.arcs.size() + 63) / 64, 0);
  std::size_t count = 0;
  search.each_reached_arc([&](std::uint32_t arc) { bits[arc / 64] |= std::uint64_t{1} << arc % 64, ++count; });
  std::vector<std::uint32_t> arcs;
  arcs.reserve(count);
  for (std::size_t word = 0; word < bits.size(); ++word)
    for (std::uint64_t left = bits[word]; left != 0; left &= left - 1)
      arcs.push_back(static_cast<std::uint32_t>(64 * word + static_cast<std::size_t>(std::countr_zero(left))));
  return arcs;
}

}  // namespace

MultiPolyline lines_within(const WalkGraph& graph, const BoundedSearch& search, double radius) {
  const std::vector<std::uint32_t> arcs = reached_arcs(graph, search);
  MultiPolyline lines;
  std::vector<Stretch> parts;
  Polyline line;                             // the one going on; copied when it ends, so that each takes its memory once
  std::uint32_t whole_to_end = 0xffffffffU;  // the arc before, when it was reached up to its far end
  for (const std::uint32_t number : arcs) {
    const WalkArc& arc = graph.arcs[number];
    find_stretches(arc, number, search, radius, parts);
    for (const Stretch& part : parts) {
      const auto at = [&](double metres) {
        return metres >= arc.metres ? arc.b : arc.a + (arc.b - arc.a) * (metres / arc.metres);
      };
      const bool goes_on = part.from == 0 && arc.continues && whole_to_end + 1 == number && !line.empty();
      if (!goes_on) {
        if (!line.empty()) lines.push_back(line);
        line.assign(1, at(part.from));
      }
      line.push_back(at(part.to));
      whole_to_end = part.to == arc.metres ? number : 0xffffffffU;
    }
  }
  if (!line.empty()) lines.push_back(line);
  return lines;
}

}  // namespace wangge
