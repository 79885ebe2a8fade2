#include <cmath>

#include "algorithms/audit/audit_rules.hpp"
#include "algorithms/audit/scan_land.hpp"
#include "algorithms/audit/segment_bins.hpp"

namespace wangge::audit {

namespace {

using Kind = LandFault::Kind;

SegmentBins lines_of(const std::vector<OutlineEdge>& edges, bool of_community) {
  std::vector<Segment> segments;
  for (const OutlineEdge& e : edges)
    if ((e.owner < 0) == of_community) segments.push_back({e.a.metres(), e.b.metres(), e.owner});
  return SegmentBins(std::move(segments), 50);
}

/// True when both ends and the middle lie within the width of rounding from the lines.
bool follows(const OutlineEdge& e, const SegmentBins& lines) {
  const Point a = e.a.metres(), b = e.b.metres();
  for (const Point p : {a, (a + b) * 0.5, b})
    if (lines.distance_to(p, 2 * kWidth) > kWidth) return false;
  return true;
}

/// The exact test: every border between two shapes runs there and back, and what is left over is the community's outline, corner
/// by corner or within the width of rounding. Areas agree, so nothing lies on top of it all.
bool tiles(const MultiPolygon& community, const LandBorders& land) {
  double surplus = -area(community);
  for (const LandPart& p : land.parts) surplus += area(*p.polygon);
  if (std::abs(surplus) > 1e-4 + kWidth * perimeter(community)) return false;
  std::vector<OutlineEdge> edges = land.edges.single;
  add_outline(community, -1, false, edges);
  const MatchedEdges matched = match_edges(edges);
  if (matched.single.empty()) return true;
  const SegmentBins outline = lines_of(matched.single, true), borders = lines_of(matched.single, false);
  for (const OutlineEdge& e : matched.single)
    if (!follows(e, e.owner < 0 ? borders : outline)) return false;
  return true;
}

std::string metres(double value) { return with_decimals(value, 2); }

class CoverAudit {
 public:
  CoverAudit(AuditWorld& world, std::int32_t community)
      : world_(world), community_(community), land_(world.city.communities[at(community)].area) {}

  void run(const LandBorders& grids, const LandBorders& cells) {
    std::vector<LandShape> shapes;
    const std::size_t before = world_.found.size();
    if (!tiles(land_, grids)) {
      for (const std::int32_t g : world_.grids_of_community[at(community_)]) shapes.push_back({g, &world_.grid(g).area});
      for (const LandFault& fault : scan_land(land_, shapes, kWidth)) report_grids(fault);
    }
    if (!world_.with_cells || world_.found.size() > before) return;  // broken grids explain broken cells
    compare_cells();
    if (world_.found.size() > before || tiles(land_, cells)) return;
    shapes.clear();
    for (const std::int32_t c : world_.cells_of_community[at(community_)]) shapes.push_back({c, &world_.plan.cells[at(c)].area});
    for (const LandFault& fault : scan_land(land_, shapes, kWidth)) report_cells(fault);
  }

 private:
  void report_grids(const LandFault& fault) {
    const std::string square = with_decimals(fault.square_metres, 2), width = metres(fault.width),
                      name = world_.community_name(community_);
    if (fault.kind == Kind::gap) {
      std::vector<std::string> next;
      for (const std::int32_t g : fault.neighbours) next.push_back(world_.grid(g).code);
      world_.add(RuleCode::gap, -1, community_, fault.square_metres, 0,
                 world_.say("audit_gap", {square, name, width}) +
                     (next.empty() ? std::string() : world_.say("audit_gap_next_to", {world_.list(next)})),
                 fault.place);
    } else if (fault.kind == Kind::overlap) {
      world_.add(RuleCode::overlap, fault.first, community_, fault.square_metres, 0,
                 world_.say("audit_overlap", {world_.grid(fault.first).code, world_.grid(fault.second).code, square, width}),
                 fault.place);
    } else {
      world_.add(RuleCode::outside_community, fault.first, community_, fault.square_metres, 0,
                 world_.say("audit_outside", {world_.grid(fault.first).code, square, name, width}), fault.place);
    }
  }

  std::string cell_name(std::int32_t cell) const {
    const std::int32_t b = world_.plan.cells[at(cell)].building;
    return b < 0 ? world_.say("land_without_buildings") : world_.building_name(b);
  }

  void report_cells(const LandFault& fault) {
    const std::string square = with_decimals(fault.square_metres, 2), width = metres(fault.width),
                      name = world_.community_name(community_);
    const std::int32_t grid = fault.first >= 0 ? world_.grid_of_cell[at(fault.first)] : -1;
    if (fault.kind == Kind::gap)
      world_.add(RuleCode::gap, -1, community_, fault.square_metres, 0, world_.say("audit_cells_gap", {square, name, width}),
                 fault.place);
    else if (fault.kind == Kind::overlap)
      world_.add(RuleCode::overlap, grid, community_, fault.square_metres, 0,
                 world_.say("audit_cells_overlap", {cell_name(fault.first), cell_name(fault.second), square, width}),
                 fault.place);
    else
      world_.add(RuleCode::outside_community, grid, community_, fault.square_metres, 0,
                 world_.say("audit_cell_outside", {cell_name(fault.first), square, name, width}), fault.place);
  }

  /// A grid is the union of its cells: compared by area, which two exact tilings of the same land share only if they agree.
  void compare_cells() {
    std::vector<double> sum(world_.plan.grids.size(), 0);
    for (const std::int32_t c : world_.cells_of_community[at(community_)])
      if (const std::int32_t g = world_.grid_of_cell[at(c)]; g >= 0) sum[at(g)] += area(world_.plan.cells[at(c)].area);
    for (const std::int32_t g : world_.grids_of_community[at(community_)]) {
      const PlanGrid& grid = world_.grid(g);
      const double short_of = area(grid.area) - sum[at(g)];
      if (std::abs(short_of) <= 1e-3 + kWidth / 10 * perimeter(grid.area)) continue;  // both lie on the millimetre grid
      world_.add(short_of > 0 ? RuleCode::gap : RuleCode::overlap, g, community_, std::abs(short_of), 0,
                 world_.say(short_of > 0 ? "audit_cells_short" : "audit_cells_beyond",
                            {grid.code, with_decimals(std::abs(short_of), 2)}),
                 interior_point(grid.area));
    }
  }

  AuditWorld& world_;
  std::int32_t community_;
  const MultiPolygon& land_;
};

}  // namespace

void audit_cover(AuditWorld& world, std::int32_t community, const LandBorders& grids, const LandBorders& cells) {
  if (!world.city.communities[at(community)].area.empty() || !grids.parts.empty()) CoverAudit(world, community).run(grids, cells);
}

}  // namespace wangge::audit
