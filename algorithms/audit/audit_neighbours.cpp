#include <algorithm>

#include "algorithms/audit/audit_rules.hpp"
#include "core/common_land.hpp"

namespace wangge::audit {

namespace {

/// A grid with edges on the outside of its community that no grid of another community shares.
struct OpenGrid {
  std::int32_t grid = -1;
  Box box;
  std::vector<Box> edges;
};

std::vector<OpenGrid> open_grids(const AuditWorld& world, const std::vector<OutlineEdge>& outer) {
  std::vector<OutlineEdge> single = match_edges(outer).single;
  std::stable_sort(single.begin(), single.end(), [](const OutlineEdge& a, const OutlineEdge& b) { return a.owner < b.owner; });
  std::vector<OpenGrid> out;
  for (const OutlineEdge& e : single) {
    if (out.empty() || out.back().grid != e.owner) out.push_back({e.owner, bounds(world.grid(e.owner).area), {}});
    out.back().edges.emplace_back();
    out.back().edges.back().expand(e.a.metres());
    out.back().edges.back().expand(e.b.metres());
  }
  std::stable_sort(out.begin(), out.end(), [](const OpenGrid& a, const OpenGrid& b) { return a.box.min_x < b.box.min_x; });
  return out;
}

bool has_edge_in(const OpenGrid& grid, const Box& box) {
  return std::any_of(grid.edges.begin(), grid.edges.end(), [&](const Box& e) { return e.intersects(box); });
}

}  // namespace

void audit_neighbours(AuditWorld& world, const std::vector<OutlineEdge>& outer) {
  const std::vector<OpenGrid> open = open_grids(world, outer);
  for (std::size_t i = 0; i < open.size(); ++i)
    for (std::size_t j = i + 1; j < open.size() && open[j].box.min_x < open[i].box.max_x; ++j) {
      const Box &p = open[i].box, &q = open[j].box;
      const Box both{std::max(p.min_x, q.min_x), std::max(p.min_y, q.min_y), std::min(p.max_x, q.max_x),
                     std::min(p.max_y, q.max_y)};
      const auto [first, second] = std::minmax(open[i].grid, open[j].grid);
      if (both.min_y >= both.max_y || world.grid(first).community == world.grid(second).community) continue;
      if (!has_edge_in(open[i], both) && !has_edge_in(open[j], both)) continue;
      const CommonLand common = common_land(world.grid(first).area, world.grid(second).area);
      if (common.width <= kWidth || common.square_metres <= kWidth) continue;
      world.add(RuleCode::overlap, first, world.grid(first).community, common.square_metres, 0,
                world.say("audit_overlap", {world.grid(first).code, world.grid(second).code,
                                            with_decimals(common.square_metres, 2), with_decimals(common.width, 2)}),
                common.place);
    }
}

}  // namespace wangge::audit
