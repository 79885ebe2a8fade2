#include "algorithms/cells/tile_city.hpp"

#include <algorithm>
#include <mutex>
#include <numeric>

#include "algorithms/cells/simplify_borders.hpp"
#include "algorithms/cells/stitch_communities.hpp"
#include "algorithms/cells/tile_community.hpp"
#include "core/parallel.hpp"

namespace wangge {

std::vector<TiledCommunity> tile_city(std::span<const CommunityScene> scenes, const RunContext& run) {
  std::vector<std::size_t> order(scenes.size());  // largest first, so that threads end together
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return scenes[a].buildings.size() > scenes[b].buildings.size(); });
  std::vector<TiledCommunity> tiled(scenes.size());
  std::mutex guard;
  std::int64_t done = 0;
  for_each_parallel(order, run.threads, [&](std::size_t i) {
    if (!scenes[i].city->communities[static_cast<std::size_t>(scenes[i].community)].area.empty())
      tiled[i] = tile_community(scenes[i]);
    const std::scoped_lock lock(guard);
    run.report("stage_cells", ++done, static_cast<std::int64_t>(scenes.size()));
  });
  stitch_communities(tiled);
  for_each_parallel(order, run.threads, [&](std::size_t i) { simplify_borders(tiled[i], scenes[i]); });
  return tiled;
}

}  // namespace wangge
