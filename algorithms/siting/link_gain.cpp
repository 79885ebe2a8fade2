#include "algorithms/siting/link_gain.hpp"

#include <limits>
#include <vector>

#include "algorithms/reach/built_centres.hpp"
#include "algorithms/reach/city_reach.hpp"
#include "algorithms/reach/walking_distances.hpp"

namespace wangge {

namespace {

constexpr double kFarthestWay = 100.0;  // metres from a new gate to the ways it opens to one another

/// Walk of every building to its nearest built centre.
std::vector<double> walks_of(const City& city, const RunContext& run) {
  const CityReach reach(city, run);
  std::vector<double> metres(city.buildings.size(), kOutOfReach);
  if (reach.graph.arcs.empty()) return metres;
  const auto nearest = nearest_centres(reach.graph, reach.enter_centres(built_centres(city).built), reach.access);
  for (std::size_t b = 0; b < metres.size(); ++b) metres[b] = nearest[reach.sites.of_building[b]].metres;
  return metres;
}

void compare(const City& city, const City& with, double radius, const RunContext& run, LinkGain& gain) {
  const std::vector<double> before = walks_of(city, run), after = walks_of(with, run);
  double saved = 0;
  for (std::size_t b = 0; b < before.size(); ++b) {
    const std::int64_t households = city.buildings[b].households.value();
    gain.gained += households * ((after[b] <= radius ? 1 : 0) - (before[b] <= radius ? 1 : 0));
    if (!(after[b] < before[b] - 1e-6)) continue;
    gain.nearer += households;
    if (before[b] != kOutOfReach) saved += static_cast<double>(households) * (before[b] - after[b]);
  }
  gain.metres_saved = gain.nearer > 0 ? saved / static_cast<double>(gain.nearer) : 0;
}

/// The compound whose edge is nearest, and where on that edge the gate would stand.
struct Opening {
  std::int32_t compound = -1;
  Point place;
};

Opening opening_at(const City& city, Point place) {
  Opening best;
  double nearest = kFarthestGate;
  for (std::size_t c = 0; c < city.compounds.size(); ++c)
    for (const Polygon& polygon : city.compounds[c].area)
      for (std::size_t i = 0; i < polygon.outer.size(); ++i) {
        const Foot foot = foot_on_segment(place, polygon.outer[i], polygon.outer[(i + 1) % polygon.outer.size()]);
        if (foot.metres < nearest) best = {static_cast<std::int32_t>(c), foot.at}, nearest = foot.metres;
      }
  return best;
}

/// A node of the network at the nearest point of the nearest line: the line is cut there, or gets a vertex.
struct Joint {
  Point place;
  std::string node;  ///< empty: lines join by place
};

Joint join_at(City& city, Point p, const std::string& name) {
  const WalkGraph graph = build_walk_graph(city);
  const NetworkSnapper snapper(graph);
  const NetworkEntry entry = *snapper.nearest(p);
  const WalkArc& arc = graph.arcs[entry.arc];
  const Point place = entry.along <= 0 ? arc.a : entry.along >= arc.metres ? arc.b : snapper.place(entry);
  const auto number = static_cast<std::size_t>(arc.line);
  WalkLine& line = city.walk_lines[number];
  const bool by_place = line.from_node.empty() && line.to_node.empty();
  for (Polyline& part : line.lines)
    for (std::size_t i = 1; i < part.size(); ++i) {
      if (!(part[i - 1] == arc.a && part[i] == arc.b)) continue;
      if (by_place) {
        if (!(place == arc.a) && !(place == arc.b)) part.insert(part.begin() + static_cast<std::ptrdiff_t>(i), place);
        return {place, ""};
      }
      // Inner vertices of a line with node ids are nobody else's: the line is cut in two at a node of its own name.
      WalkLine rest = line;
      rest.lines = {{place}};
      rest.lines[0].insert(rest.lines[0].end(), part.begin() + static_cast<std::ptrdiff_t>(i), part.end());
      rest.from_node = name;
      WalkLine whole = line;  // further parts of a multi-part line keep both of its nodes
      part.resize(i);
      part.push_back(place);
      whole.lines.clear();
      for (const Polyline& other : line.lines)
        if (&other != &part) whole.lines.push_back(other);
      line.lines = {Polyline(part)};
      line.to_node = name;
      city.walk_lines.push_back(std::move(rest));
      if (!whole.lines.empty()) city.walk_lines.push_back(std::move(whole));
      return {place, name};
    }
  return {place, ""};
}

/// The ways inside the compound meet the street at the new gate, where there is one of either close by. Houses on such ways do
/// not look for gates: without this a gate would be of no use to them.
void open_ways(const City& city, const Opening& opening, City& with) {
  const WalkGraph graph = build_walk_graph(city);
  if (graph.arcs.empty()) return;
  const NetworkSnapper snapper(graph);
  const AccessWalls walls(city, &graph);
  const MultiPolygon& area = city.compounds[static_cast<std::size_t>(opening.compound)].area;
  const auto inner = snapper.nearest_if(opening.place, kFarthestWay,
                                        [&](Point from, Point to) { return contains(area, to) && !walls.crosses(from, to); });
  const auto outer = snapper.nearest_if(opening.place, kFarthestWay, [&](Point from, Point to) {
    return !contains(area, to) && walls.gated_at(to, -1) < 0 && !walls.crosses(from, to);
  });
  if (!inner || !outer) return;
  const Joint a = join_at(with, snapper.place(*inner),
                          "\x01"
                          "gate 1"),
              b = join_at(with, snapper.place(*outer),
                          "\x01"
                          "gate 2");
  WalkLine way;
  way.lines = {{a.place, opening.place, b.place}};
  way.from_node = a.node;
  way.to_node = b.node;
  with.walk_lines.push_back(std::move(way));
}

}  // namespace

LinkGain gain_of_gate(const City& city, Point place, double radius, Language language, const RunContext& run) {
  LinkGain gain;
  gain.kind = "gate";
  gain.line = {place};
  const Opening opening = opening_at(city, place);
  if (opening.compound < 0) {
    gain.problem = say(language, "gate_without_compound");
    return gain;
  }
  gain.object_id = city.compounds[static_cast<std::size_t>(opening.compound)].id;
  City with = city;
  Gate gate;
  gate.point = place;
  gate.compound = opening.compound;
  with.gates.push_back(gate);
  open_ways(city, opening, with);
  compare(city, with, radius, run, gain);
  return gain;
}

LinkGain gain_of_footbridge(const City& city, Point from, Point to, double radius, Language language, const RunContext& run) {
  LinkGain gain;
  gain.kind = "footbridge";
  gain.line = {from, to};
  if (build_walk_graph(city.walk_lines).arcs.empty()) {
    gain.problem = say(language, "siting_no_network");
    return gain;
  }
  City with = city;
  const Joint a = join_at(with, from,
                          "\x01"
                          "footbridge 1"),
              b = join_at(with, to,
                          "\x01"
                          "footbridge 2");
  WalkLine bridge;
  bridge.lines = {{a.place, from, to, b.place}};
  bridge.from_node = a.node;
  bridge.to_node = b.node;
  bridge.bridge = true;
  with.walk_lines.push_back(std::move(bridge));
  compare(city, with, radius, run, gain);
  return gain;
}

}  // namespace wangge
