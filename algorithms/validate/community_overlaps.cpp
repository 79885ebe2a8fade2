#include "algorithms/validate/community_overlaps.hpp"

#include <algorithm>

#include "core/box_index.hpp"

namespace wangge {

namespace {

constexpr double kWidth = 0.01;  // metres, square metres: less is rounding

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

}  // namespace

std::vector<CommunityOverlap> community_overlaps(const std::vector<Community>& communities,
                                                 const std::vector<LonelyEdge>& lonely) {
  std::vector<CommunityOverlap> found;
  std::vector<Box> boxes, edges;
  for (const Community& c : communities) boxes.push_back(bounds(c.area));
  for (const LonelyEdge& e : lonely) {
    edges.emplace_back();
    edges.back().expand(e.a);
    edges.back().expand(e.b);
  }
  const BoxIndex index(boxes), edge_index(edges);
  for (std::size_t c = 0; c < communities.size(); ++c)
    for (const std::int32_t d : index.query(boxes[c])) {
      if (at(d) <= c) continue;
      const Box &p = boxes[c], &q = boxes[at(d)];
      bool open = false;  // an edge of either; one drawn inside the other has all of them
      edge_index.visit(
          {std::max(p.min_x, q.min_x), std::max(p.min_y, q.min_y), std::min(p.max_x, q.max_x), std::min(p.max_y, q.max_y)},
          [&](std::int32_t e) {
            open = at(lonely[at(e)].community) == c || lonely[at(e)].community == d;
            return !open;
          });
      if (!open) continue;
      const CommonLand common = common_land(communities[c].area, communities[at(d)].area);
      if (common.width > kWidth && common.square_metres > kWidth) found.push_back({static_cast<std::int32_t>(c), d, common});
    }
  return found;
}

}  // namespace wangge
