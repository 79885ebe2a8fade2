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
      for (const SharedEdge& e : match_edges(std::move(edges)).shared) sets.merge(e.left, e.right);
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

struct Part {
  std::int32_t grid = -1;
  const Polygon* polygon = nullptr;
};

/// A grid's land in one piece of the community, as groups of parts that hang together.
using Groups = std::map<std::int32_t, std::vector<std::size_t>>;

std::vector<Part> parts_of_grids(const AuditWorld& world, std::int32_t community) {
  std::vector<Part> parts;
  for (const std::int32_t g : world.grids_of_community[at(community)])
    for (const Polygon& p : world.grid(g).area)
      if (area(p) > kNothing) parts.push_back({g, &p});
  return parts;
}

std::vector<Part> parts_of_cells(const AuditWorld& world, std::int32_t community) {
  std::vector<Part> parts;
  for (const std::int32_t c : world.cells_of_community[at(community)])
    if (const std::int32_t g = world.grid_of_cell[at(c)]; g >= 0 && world.counts(g))
      for (const Polygon& p : world.plan.cells[at(c)].area)
        if (area(p) > kNothing) parts.push_back({g, &p});
  return parts;
}

/// The largest group is the grid itself; the others are what hangs loose.
void report(AuditWorld& world, std::int32_t g, const std::vector<Part>& parts, const Groups& groups, std::size_t allowed, std::size_t count) {
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
            world.say("audit_not_contiguous", {world.grid(g).code, std::to_string(count), with_decimals(loose, 1), world.list_buildings(buildings)}), place);
}

/// @param shared  edges whose owners are numbers of parts. @return grids that were reported.
std::vector<std::int32_t> judge(AuditWorld& world, const Pieces& pieces, const std::vector<Part>& parts, const std::vector<SharedEdge>& shared) {
  MergedSets sets(parts.size());
  for (const SharedEdge& e : shared)
    if (parts[at(e.left)].grid == parts[at(e.right)].grid) sets.merge(e.left, e.right);
  std::map<std::int32_t, std::map<std::int32_t, Groups>> grids;  // grid -> piece -> groups
  std::map<std::int32_t, std::int32_t> piece_of_group;
  for (std::size_t p = 0; p < parts.size(); ++p) {
    const std::int32_t root = sets.find(static_cast<std::int32_t>(p));
    const auto known = piece_of_group.find(root);
    const std::int32_t piece = known != piece_of_group.end() ? known->second : piece_of_group.emplace(root, pieces.of(*parts[p].polygon)).first->second;
    grids[parts[p].grid][piece][root].push_back(p);
  }
  std::vector<std::int32_t> reported;
  for (const auto& [g, by_piece] : grids) {
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

std::vector<SharedEdge> shared_edges(const std::vector<Part>& parts) {
  std::vector<OutlineEdge> edges;
  for (std::size_t p = 0; p < parts.size(); ++p) add_outline(*parts[p].polygon, static_cast<std::int32_t>(p), true, edges);
  return match_edges(std::move(edges)).shared;
}

}  // namespace

MatchedEdges cell_edges(const AuditWorld& world, std::int32_t community) {
  std::vector<OutlineEdge> edges;
  for (const std::int32_t c : world.cells_of_community[at(community)]) add_outline(world.plan.cells[at(c)].area, c, true, edges);
  return match_edges(std::move(edges));
}

void audit_pieces(AuditWorld& world, std::int32_t community) {
  const Pieces pieces(world.city.communities[at(community)].area);
  std::vector<std::int32_t> reported;
  if (world.with_cells) {
    const std::vector<Part> parts = parts_of_cells(world, community);
    reported = judge(world, pieces, parts, shared_edges(parts));
  }
  std::vector<Part> parts = parts_of_grids(world, community);
  std::erase_if(parts, [&](const Part& p) { return std::find(reported.begin(), reported.end(), p.grid) != reported.end(); });
  judge(world, pieces, parts, shared_edges(parts));
}

}  // namespace wangge::audit
