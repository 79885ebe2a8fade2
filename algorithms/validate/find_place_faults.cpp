#include <algorithm>
#include <map>

#include "algorithms/validate/find_list.hpp"
#include "core/box_index.hpp"

namespace wangge {

namespace {

constexpr double kGateReach = 30;  // metres: farther, and the gate may belong to another compound
constexpr double kGateOff = 1;     // metres: drawing accuracy

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

double distance_to(const MultiPolygon& area, Point p) {
  double nearest = 1e300;
  auto ring = [&](const Ring& points) {
    for (std::size_t i = 0; i < points.size(); ++i)
      nearest = std::min(nearest, distance_to_segment(p, points[i], points[(i + 1) % points.size()]));
  };
  for (const Polygon& polygon : area) {
    ring(polygon.outer);
    for (const Ring& hole : polygon.holes) ring(hole);
  }
  return nearest;
}

void find_split_compounds(FindingList& list) {
  const City& city = list.city;
  std::vector<std::map<std::int32_t, std::int32_t>> buildings(city.compounds.size());  // community -> count
  std::vector<Point> place(city.compounds.size());
  for (const Building& b : city.buildings) {
    if (b.compound < 0 || b.community < 0) continue;
    ++buildings[at(b.compound)][b.community];
    place[at(b.compound)] = b.point;
  }
  for (std::size_t c = 0; c < buildings.size(); ++c) {
    if (buildings[c].size() < 2) continue;
    std::vector<std::string> parts;
    for (const auto& [community, count] : buildings[c])
      parts.push_back(city.communities[at(community)].id + ": " + std::to_string(count));
    list.note("compound_in_communities", Severity::warning, "compounds", city.compounds[c].id,
              {city.compounds[c].name.empty() ? city.compounds[c].id : city.compounds[c].name, list.list(parts)}, place[c]);
  }
}

void find_far_gates(FindingList& list) {
  const City& city = list.city;
  std::vector<std::vector<std::int32_t>> buildings(city.compounds.size());
  if (!city.gates.empty())
    for (std::size_t b = 0; b < city.buildings.size(); ++b)
      if (city.buildings[b].compound >= 0) buildings[at(city.buildings[b].compound)].push_back(static_cast<std::int32_t>(b));
  for (std::size_t g = 0; g < city.gates.size(); ++g) {
    const Gate& gate = city.gates[g];
    if (gate.compound < 0) continue;
    const Compound& compound = city.compounds[at(gate.compound)];
    double metres = distance_to(compound.area, gate.point);
    if (compound.area.empty())  // a compound known by name only lies where its buildings stand
      for (const std::int32_t b : buildings[at(gate.compound)])
        metres = std::min({metres, distance(city.buildings[at(b)].point, gate.point),
                           distance_to(city.buildings[at(b)].footprint, gate.point)});
    const bool off = metres > kGateOff && !compound.area.empty();
    if ((off || metres > kGateReach) && metres < 1e299)
      list.note(metres > kGateReach ? "gate_far" : "gate_off_wall", Severity::note, "gates", "#" + std::to_string(g + 1),
                {std::to_string(g + 1), with_decimals(metres, 0), compound.name.empty() ? compound.id : compound.name},
                gate.point);
  }
}

/// The community whose name a community centre's name begins with or contains; the longest, -1 = none.
std::int32_t community_named_by(const City& city, const Centre& centre) {
  constexpr std::size_t kTwoCharacters = 6;
  std::int32_t best = -1;
  std::size_t longest = kTwoCharacters - 1;
  if (centre.level != 4) return -1;
  for (std::size_t c = 0; c < city.communities.size(); ++c) {
    const std::string& name = city.communities[c].name;
    if (name.size() > longest && centre.name.find(name) != std::string::npos)
      best = static_cast<std::int32_t>(c), longest = name.size();
  }
  return best;
}

void find_centres_outside(FindingList& list) {
  const City& city = list.city;
  if (city.centres.empty()) return;
  std::vector<Box> boxes;
  for (const Community& c : city.communities) boxes.push_back(bounds(c.area));
  const BoxIndex index(boxes);
  for (const Centre& centre : city.centres) {
    const std::vector<std::int32_t> near = index.query(centre.point);
    const auto inside = std::find_if(near.begin(), near.end(),
                                     [&](std::int32_t c) { return contains(city.communities[at(c)].area, centre.point); });
    if (inside != near.end()) {
      if (const std::int32_t named = community_named_by(city, centre); named >= 0 && named != *inside)
        list.note("centre_elsewhere", Severity::warning, "centres", centre.id,
                  {centre.name, city.communities[at(*inside)].name, city.communities[at(named)].name}, centre.point);
      continue;
    }
    list.note("centre_outside", Severity::warning, "centres", centre.id, {centre.name.empty() ? centre.id : centre.name},
              centre.point);
  }
}

}  // namespace

void find_place_faults(FindingList& list) {
  find_split_compounds(list);
  find_far_gates(list);
  find_centres_outside(list);
}

}  // namespace wangge
