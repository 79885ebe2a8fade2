#include <algorithm>
#include <cmath>

#include "algorithms/validate/find_list.hpp"
#include "core/box_index.hpp"

namespace wangge {

namespace {

constexpr double kSame = 0.05;  // metres
constexpr double kAtGate = 0.5;
constexpr std::size_t kLookedAt = 32, kNamed = 3;

Box around(Point p, double metres) { return {p.x - metres, p.y - metres, p.x + metres, p.y + metres}; }

}  // namespace

/// Buildings known by a point only: several on one spot, or the point of a gate instead of the building's own.
void find_stacked_points(FindingList& list) {
  const City& city = list.city;
  std::vector<Box> boxes, gates;
  for (const Building& b : city.buildings) boxes.push_back(b.footprint.empty() ? around(b.point, 0) : Box{});
  for (const Gate& g : city.gates) gates.push_back(around(g.point, 0));
  const BoxIndex index(boxes), gate_index(gates);
  for (std::size_t i = 0; i < city.buildings.size(); ++i) {
    const Building& b = city.buildings[i];
    if (!b.footprint.empty()) continue;
    if (list.run.should_stop()) return;
    // A heap of points: not all pairs are looked at.
    std::vector<std::int32_t> near;
    index.visit(around(b.point, kSame), [&](std::int32_t other) {
      if (static_cast<std::size_t>(other) != i) near.push_back(other);
      return near.size() < kLookedAt;
    });
    std::sort(near.begin(), near.end());
    std::vector<std::string> others;
    for (const std::int32_t other : near) others.push_back(city.buildings[static_cast<std::size_t>(other)].id);
    const bool heap = others.size() == kLookedAt;
    if (heap) others.resize(kNamed);
    if (!others.empty()) list.note("points_stacked", Severity::warning, "buildings", b.id, {b.id, list.list(others)}, b.point);
    if (heap) list.findings.back().text += say(list.language, "footprints_and_more", {with_commas(kLookedAt - kNamed)});
    if (others.empty() && !gates.empty() && !gate_index.query(around(b.point, kAtGate)).empty())
      list.note("point_on_gate", Severity::note, "buildings", b.id, {b.id}, b.point);
  }
}

}  // namespace wangge
