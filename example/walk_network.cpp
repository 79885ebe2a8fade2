#include "example/walk_network.hpp"

#include <algorithm>
#include <cmath>

#include "core/random.hpp"
#include "example/junctions.hpp"

namespace wangge::example {

namespace {

struct Stop {
  std::size_t segment;
  double share;
  Point at;
};

/// One walking line of a link with the points where gates join it.
struct Side {
  Polyline line;
  std::vector<Stop> stops;
};

Point attach(Side& side, Point p) {
  Foot best{{}, 0, 1e18};
  std::size_t segment = 0;
  for (std::size_t i = 0; i + 1 < side.line.size(); ++i) {
    const Foot f = foot_on_segment(p, side.line[i], side.line[i + 1]);
    if (f.metres < best.metres) best = f, segment = i;
  }
  // A vertex nearer than half a metre is used itself.
  for (const Point v : {side.line[segment], side.line[segment + 1]})
    if (distance(v, best.at) < 0.5) return v;
  for (const Stop& stop : side.stops)
    if (distance(stop.at, best.at) < 0.5) return stop.at;
  const Point at = to_millimetre(best.at);
  side.stops.push_back({segment, best.share, at});
  return at;
}

Polyline finished(Side& side) {
  std::sort(side.stops.begin(), side.stops.end(),
            [](const Stop& a, const Stop& b) { return a.segment != b.segment ? a.segment < b.segment : a.share < b.share; });
  Polyline line;
  std::size_t next = 0;
  for (std::size_t i = 0; i < side.line.size(); ++i) {
    if (line.empty() || !(line.back() == side.line[i])) line.push_back(side.line[i]);
    for (; next < side.stops.size() && side.stops[next].segment == i; ++next)
      if (!(line.back() == side.stops[next].at)) line.push_back(side.stops[next].at);
  }
  return line;
}

/// Left line first; streets with one walking line have only that.
std::vector<Side> sides_of(const StreetMesh& mesh, const StreetLink& link, const Junctions& junctions) {
  const Port& from = junctions.ports[link.halves.front()];
  const Port& to = junctions.ports[link.halves.back() ^ 1];
  const Polyline centre = centre_line(mesh, link);
  const double offset = sidewalk_offset(link.edge_class, link.width);
  std::vector<Side> sides;
  for (int k = 0; k < (offset > 0 ? 2 : 1); ++k) {
    const double aside = k == 0 ? offset : -offset;
    const Polyline moved = offset_line(centre, aside);
    Side side;
    side.line.push_back(k == 0 ? from.left : from.right);
    const Point end = k == 0 ? to.right : to.left;
    for (std::size_t i = 1; i + 1 < moved.size(); ++i) {
      const Point p = to_millimetre(moved[i]);
      // Bends inside the space of a junction would fold the line back.
      if (distance(p, side.line.front()) > 12 && distance(p, end) > 12 && distance(centre[i], centre.front()) > offset &&
          distance(centre[i], centre.back()) > offset)
        side.line.push_back(p);
    }
    side.line.push_back(end);
    sides.push_back(std::move(side));
  }
  return sides;
}

void add_footbridge(std::vector<Side>& sides, int street, double link_metres, Random& random, WalkNetwork& network) {
  if (sides.size() < 2 || link_metres < 260 || !random.chance(0.10)) return;
  const Polyline& left = sides[0].line;
  const Point middle = (left[(left.size() - 1) / 2] + left[(left.size() - 1) / 2 + 1]) * 0.5;
  const Point a = attach(sides[0], middle), b = attach(sides[1], a);
  network.lines.push_back({{a, b}, street, true, true, false});
  network.crossings.push_back({{a, b}, true, "footbridge"});
}

}  // namespace

WalkNetwork make_walk_network(const CityDraft& draft, const StreetLinks& links, CitySize size, std::uint64_t seed) {
  const StreetMesh& mesh = draft.skeleton.mesh;
  WalkNetwork network;
  const Junctions junctions = make_junctions(draft, links, size, network);
  std::vector<std::vector<int>> gates(links.links.size());
  for (int g = 0; g < static_cast<int>(draft.gates.size()); ++g)
    if (const int l = links.of_edge[draft.gates[g].half_edge / 2]; l >= 0) gates[l].push_back(g);
  for (std::size_t l = 0; l < links.links.size(); ++l) {
    const StreetLink& link = links.links[l];
    std::vector<Side> sides = sides_of(mesh, link, junctions);
    for (const int g : gates[l]) {
      const GateDraft& gate = draft.gates[g];
      const bool forward = std::find(link.halves.begin(), link.halves.end(), gate.half_edge) != link.halves.end();
      Side& side = sides.size() == 1 || forward ? sides.front() : sides.back();
      const Point at = attach(side, gate.at);
      if (!(at == gate.at)) network.lines.push_back({{at, gate.at}, -1, true, false, false});
    }
    Random random = Random::of(seed, level(Level::gate), 1, l);
    const double metres = wangge::length(sides[0].line);
    if (link.edge_class == EdgeClass::arterial) add_footbridge(sides, link.street, metres, random, network);
    for (Side& side : sides) {
      Polyline line = finished(side);
      if (line.size() >= 2) network.lines.push_back({std::move(line), link.street, true, false, false});
    }
    if (link.edge_class == EdgeClass::expressway)
      network.lines.push_back({centre_line(mesh, link), link.street, false, false, false});
  }
  for (const Polyline& way : draft.ways) network.lines.push_back({way, -1, true, false, false});
  return network;
}

}  // namespace wangge::example
