#include <algorithm>

#include "algorithms/validate/find_list.hpp"
#include "core/box_index.hpp"
#include "core/common_land.hpp"

namespace wangge {

namespace {

constexpr double kShare = 0.02;  // of the footprint
constexpr double kLeast = 1.0;   // square metres

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

}  // namespace

/// Buildings cut by a border of their community: they count whole where their point lies.
void find_border_buildings(FindingList& list) {
  const City& city = list.city;
  std::vector<Box> edges;
  std::vector<std::int32_t> owner;
  for (std::size_t c = 0; c < city.communities.size(); ++c)
    for (const Polygon& polygon : city.communities[c].area)
      for (std::size_t i = 0; i < polygon.outer.size(); ++i) {
        edges.emplace_back();
        edges.back().expand(polygon.outer[i]);
        edges.back().expand(polygon.outer[(i + 1) % polygon.outer.size()]);
        owner.push_back(static_cast<std::int32_t>(c));
      }
  const BoxIndex index(edges);
  for (const Building& b : city.buildings) {
    if (list.run.should_stop()) return;
    const Box box = bounds(b.footprint);
    if (box.empty() || b.community < 0) continue;
    std::vector<std::int32_t> near;
    for (const std::int32_t e : index.query(box)) near.push_back(owner[at(e)]);
    if (near.empty()) continue;
    near.push_back(b.community);
    std::sort(near.begin(), near.end());
    near.erase(std::unique(near.begin(), near.end()), near.end());
    const double whole = area(b.footprint), least = std::max(kLeast, kShare * whole);
    double covered = 0;
    for (const std::int32_t c : near) {
      const CommonLand common = common_land(b.footprint, city.communities[at(c)].area);
      covered += common.square_metres;
      if (c == b.community || common.square_metres < least) continue;
      list.note("building_across_border", Severity::note, "buildings", b.id,
                {b.id, city.communities[at(b.community)].id, city.communities[at(c)].id, with_decimals(common.square_metres, 0)},
                common.place);
    }
    if (whole - covered >= least)
      list.note("building_reaches_outside", Severity::note, "buildings", b.id,
                {b.id, city.communities[at(b.community)].id, with_decimals(whole - covered, 0)}, b.point);
  }
}

}  // namespace wangge
