#include <algorithm>
#include <map>
#include <numeric>

#include "algorithms/audit/audit_rules.hpp"
#include "algorithms/audit/merged_sets.hpp"

namespace wangge::audit {

namespace {

constexpr double kNothing = 1e-6;  // square metres: parts smaller than a square millimetre are rounding

/// Pieces of a community's land: polygons that share an edge are one piece.
class Pieces {
 public:
  explicit Pieces(const MultiPolygon& area) : area_(area), piece_(area.size()) {
    std::vector<OutlineEdge> edges;
    for (std::size_t p = 0; p < area.size(); ++p) add_outline(area[p], static_cast<std::int32_t>(p), true, edges);
    MergedSets sets(area.size());
    if (area.size() > 1)
      for (const SharedEdge& e : match_edges(edges).shared) sets.merge(e.left, e.right);
    for (std::size_t p = 0; p < area.size(); ++p) {
      piece_[p] = sets.find(static_cast<std::int32_t>(p));
      single_ = single_ && piece_[p] == piece_[0];
    }
  }
  std::int32_t of(const Polygon& part) const {
    if (single_) return 0;
    const Point inside = interior_point({part});
    std::int32_t nearest = 0;
    double least = 1e300;
    for (std::size_t p = 0; p < area_.size(); ++p) {
      if (contains(area_[p], inside)) return piece_[p];
      if (const double metres = distance_to_outline({area_[p]}, inside); metres < least) least = metres, nearest = piece_[p];
    }
    return nearest;
  }

 private:
  const MultiPolygon& area_;
  std::vector<std::int32_t> piece_;
  bool single_ = true;
};

/// A grid's land in one piece of the community, as groups of parts that hang together.
using Groups = std::map<std::int32_t, std::vector<std::size_t>>;

MatchedEdges match_parts(const std::vector<LandPart>& parts) {
  std::vector<OutlineEdge> edges;
  for (std::size_t p = 0; p < parts.size(); ++p) add_outline(*parts[p].polygon, static_cast<std::int32_t>(p), true, edges);
  return match_edges(edges);
}

/// The largest group is the grid itself; the others are what hangs loose.
void report(AuditWorld& world, std::int32_t g, const std::vector<LandPart>& parts, const Groups& groups, std::size_t allowed,
            std::size_t count) {
  auto size_of = [&](const std::vector<std::size_t>& group) {
    double sum = 0;
    for (const std::size_t p : group) sum += area(*parts[p].polygon);
    return sum;
  };
  const std::vector<std::size_t>* largest = nullptr;
  for (const auto& [root, group] : groups)
    if (largest == nullptr || size_of(group) > size_of(*largest)) largest = &group;
  double loose = 0;
  std::optional<Point> place;
  std::vector<std::int32_t> buildings;
  for (const auto& [root, group] : groups) {
    if (&group == largest) continue;
    loose += size_of(group);
    for (const std::size_t p : group) {
      if (!place) place = interior_point({*parts[p].polygon});
      for (const std::int32_t b : world.buildings[at(g)])
        if (contains(*parts[p].polygon, world.city.buildings[at(b)].point)) buildings.push_back(b);
    }
  }
  world.add(RuleCode::not_contiguous, g, world.grid(g).community, static_cast<double>(count), static_cast<double>(allowed),
            world.say("audit_not_contiguous",
                      {world.grid(g).code, std::to_string(count), with_decimals(loose, 1), world.list_buildings(buildings)}),
            place);
}

/// @param skip  grids that are broken already. @return grids that were reported.
std::vector<std::int32_t> judge(AuditWorld& world, const Pieces& pieces, const LandBorders& land,
                                const std::vector<std::int32_t>& skip) {
  const std::vector<LandPart>& parts = land.parts;
  MergedSets sets(parts.size());
  for (const SharedEdge& e : land.edges.shared)
    if (parts[at(e.left)].grid == parts[at(e.right)].grid) sets.merge(e.left, e.right);
  std::map<std::int32_t, std::map<std::int32_t, Groups>> grids;  // grid -> piece -> groups
  std::map<std::int32_t, std::int32_t> piece_of_group;
  for (std::size_t p = 0; p < parts.size(); ++p) {
    if (parts[p].grid < 0 || area(*parts[p].polygon) <= kNothing) continue;
    const std::int32_t root = sets.find(static_cast<std::int32_t>(p));
    const auto known = piece_of_group.find(root);
    const std::int32_t piece =
        known != piece_of_group.end() ? known->second : piece_of_group.emplace(root, pieces.of(*parts[p].polygon)).first->second;
    grids[parts[p].grid][piece][root].push_back(p);
  }
  std::vector<std::int32_t> reported;
  for (const auto& [g, by_piece] : grids) {
    if (std::find(skip.begin(), skip.end(), g) != skip.end()) continue;
    std::size_t count = 0;
    const Groups* broken = nullptr;
    for (const auto& [piece, groups] : by_piece) {
      count += groups.size();
      if (groups.size() > 1 && broken == nullptr) broken = &groups;
    }
    if (broken == nullptr) continue;
    report(world, g, parts, *broken, by_piece.size(), count);
    reported.push_back(g);
  }
  return reported;
}

}  // namespace

LandBorders grid_borders(const AuditWorld& world, std::int32_t community) {
  LandBorders land;
  for (const std::int32_t g : world.grids_of_community[at(community)])
    for (const Polygon& p : world.grid(g).area) land.parts.push_back({g, g, &p});
  land.edges = match_parts(land.parts);
  return land;
}

LandBorders cell_borders(const AuditWorld& world, std::int32_t community) {
  LandBorders land;
  for (const std::int32_t c : world.cells_of_community[at(community)]) {
    const std::int32_t g = world.grid_of_cell[at(c)];
    for (const Polygon& p : world.plan.cells[at(c)].area) land.parts.push_back({c, g >= 0 && world.counts(g) ? g : -1, &p});
  }
  land.edges = match_parts(land.parts);
  return land;
}

void audit_pieces(AuditWorld& world, std::int32_t community, const LandBorders& grids, const LandBorders& cells) {
  const Pieces pieces(world.city.communities[at(community)].area);
  const std::vector<std::int32_t> reported = judge(world, pieces, cells, {});
  judge(world, pieces, grids, reported);
}

}  // namespace wangge::audit
