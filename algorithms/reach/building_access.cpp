#include "algorithms/reach/building_access.hpp"

#include <algorithm>
#include <numeric>

#include "algorithms/reach/place_key.hpp"
#include "core/parallel.hpp"

namespace wangge {

std::string to_text(AccessKind kind) {
  switch (kind) {
    case AccessKind::edge: return "edge";
    case AccessKind::gate: return "gate";
    case AccessKind::inferred_gate: return "inferred_gate";
    case AccessKind::entrance: return "entrance";
    case AccessKind::detour: return "detour";
    case AccessKind::blocked: return "blocked";
    case AccessKind::none: return "none";
  }
  return "none";
}

void AccessTable::add(AccessKind how, std::span<const NetworkEntry> ways) {
  kind.push_back(how);
  entries.insert(entries.end(), ways.begin(), ways.end());
  first.push_back(static_cast<std::uint32_t>(entries.size()));
}

AccessModel::AccessModel(const City& city, const WalkGraph& graph, const NetworkSnapper& snapper)
    : city_(&city), snapper_(&snapper), walls_(city, &graph), network_empty_(graph.arcs.empty()) {
  if (network_empty_) return;
  // A gate stands in the wall itself, so its own leg is not tested against walls.
  for (const AccessWalls::KnownGate& gate : walls_.gates())
    gate_entries_.push_back(gate.inferred ? NetworkEntry{gate.arc, gate.along, 0} : *snapper.nearest(gate.point));
}

AccessModel::Way AccessModel::enter(Point p, std::int32_t compound) const {
  if (network_empty_) return {};
  const NetworkEntry nearest = *snapper_->nearest(p);
  if (walls_.empty() && compound < 0) return {AccessKind::edge, {nearest}};
  const std::int32_t inside = walls_.gated_at(p, compound);
  const bool no_area = inside >= 0 && city_->compounds[static_cast<std::size_t>(inside)].area.empty();
  if (!no_area && !walls_.crosses(p, snapper_->place(nearest))) return {AccessKind::edge, {nearest}};
  if (inside >= 0) {
    Way way{AccessKind::gate, {}};
    for (const std::uint32_t g : walls_.gates_of(inside)) {
      if (walls_.gates()[g].inferred) way.kind = AccessKind::inferred_gate;
      NetworkEntry entry = gate_entries_[g];
      entry.metres += distance(p, walls_.gates()[g].point);
      way.entries.push_back(entry);
    }
    return way;
  }
  const auto around = snapper_->nearest_if(p, kFarthestDetour, [&](Point from, Point to) { return !walls_.crosses(from, to); });
  if (around) return {AccessKind::detour, {*around}};
  return {AccessKind::blocked, {nearest}};
}

AccessModel::Way AccessModel::enter(Point p, std::int32_t compound, std::span<const Point> doors) const {
  Way way{AccessKind::entrance, {}};
  for (const Point door : doors)
    for (NetworkEntry entry : enter(door, compound).entries) {
      entry.metres += distance(p, door);
      way.entries.push_back(entry);
    }
  return way.entries.empty() ? enter(p, compound) : way;
}

AccessModel::Way AccessModel::enter(const Centre& centre) const {
  if (network_empty_) return {};
  if (centre.entrances.empty()) {
    const NetworkEntry nearest = *snapper_->nearest(centre.point);
    return {walls_.crosses(centre.point, snapper_->place(nearest)) ? AccessKind::blocked : AccessKind::edge, {nearest}};
  }
  Way way{AccessKind::entrance, {}};
  for (const Point entrance : centre.entrances) {
    NetworkEntry entry = *snapper_->nearest(entrance);
    // The way from the centre's own point to its door counts: no walk gets shorter than the straight line.
    entry.metres += distance(centre.point, entrance);
    way.entries.push_back(entry);
  }
  return way;
}

Sites collect_sites(const std::vector<Building>& buildings) {
  Sites sites;
  PlaceNumbers seen;
  seen.reserve(buildings.size());
  for (const Building& b : buildings) {
    const auto [site, fresh] = seen.try_emplace(PlaceKey(b.point), static_cast<std::uint32_t>(sites.points.size()));
    if (fresh) sites.points.push_back(b.point), sites.compounds.push_back(b.compound);
    sites.of_building.push_back(site);
    if (b.entrances.empty()) continue;
    sites.doors.resize(std::max<std::size_t>(sites.doors.size(), site + std::size_t{1}));
    if (sites.doors[site].empty()) sites.doors[site] = b.entrances;
  }
  if (!sites.doors.empty()) sites.doors.resize(sites.points.size());
  return sites;
}

AccessTable enter_network(const Sites& sites, const AccessModel& model, const RunContext& run) {
  constexpr std::size_t kBatch = 2048;
  const std::size_t count = sites.points.size(), batches = (count + kBatch - 1) / kBatch;
  std::vector<AccessModel::Way> ways(count);
  std::vector<std::size_t> order(batches);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for_each_parallel(order, run.threads, [&](std::size_t batch) {
    for (std::size_t i = batch * kBatch; i < std::min(count, (batch + 1) * kBatch); ++i)
      ways[i] = sites.doors.empty() || sites.doors[i].empty() ? model.enter(sites.points[i], sites.compounds[i])
                                                              : model.enter(sites.points[i], sites.compounds[i], sites.doors[i]);
  });
  AccessTable table;
  for (const AccessModel::Way& way : ways) table.add(way.kind, way.entries);
  return table;
}

}  // namespace wangge
