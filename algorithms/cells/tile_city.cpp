#include "algorithms/cells/tile_city.hpp"

#include <algorithm>
#include <mutex>
#include <numeric>

#include "algorithms/cells/order_by_place.hpp"
#include "algorithms/cells/shave_needles.hpp"
#include "algorithms/cells/simplify_borders.hpp"
#include "algorithms/cells/stitch_communities.hpp"
#include "algorithms/cells/straighten_ends.hpp"
#include "algorithms/cells/tile_community.hpp"
#include "core/parallel.hpp"

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

const MultiPolygon& area_of(const CommunityScene& scene) { return scene.city->communities[at(scene.community)].area; }

/// Largest first, so that threads end together.
void by_size(std::vector<std::size_t>& order, std::span<const CommunityScene> scenes) {
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return scenes[a].buildings.size() > scenes[b].buildings.size(); });
}

std::vector<std::size_t> all_of(std::span<const CommunityScene> scenes) {
  std::vector<std::size_t> order(scenes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  by_size(order, scenes);
  return order;
}

}  // namespace

std::vector<TiledCommunity> tile_city(std::span<const CommunityScene> scenes, const RunContext& run) {
  return tile_city(scenes, run, nullptr);
}

std::vector<TiledCommunity> tile_city(std::span<const CommunityScene> scenes, const RunContext& run,
                                      std::vector<std::vector<std::uint64_t>>* ground) {
  std::vector<TiledCommunity> tiled(scenes.size());
  if (ground != nullptr) ground->assign(scenes.size(), {});
  const std::vector<std::size_t> order = all_of(scenes);
  std::mutex guard;
  std::int64_t done = 0;
  for_each_parallel(order, run.threads, [&](std::size_t i) {
    std::vector<std::uint64_t>* digests = ground == nullptr ? nullptr : &(*ground)[i];
    if (!area_of(scenes[i]).empty()) {
      tiled[i] = tile_community(scenes[i], digests);
      straighten_ends(tiled[i], scenes[i]);
    }
    const std::scoped_lock lock(guard);
    run.report("stage_cells", ++done, static_cast<std::int64_t>(order.size()));
  });
  stitch_communities(tiled, run.threads);
  for_each_parallel(order, run.threads, [&](std::size_t i) {
    simplify_borders(tiled[i], scenes[i]);
    shave_needles(tiled[i], scenes[i]);
    const std::vector<std::int32_t> number = order_by_place(tiled[i]);
    if (ground == nullptr) return;
    const std::vector<std::uint64_t> before = (*ground)[i];
    (*ground)[i].resize(tiled[i].cell_count());
    for (std::size_t c = 0; c < number.size(); ++c)
      if (number[c] >= 0) (*ground)[i][at(number[c])] = before[c];
  });
  return tiled;
}

}  // namespace wangge
