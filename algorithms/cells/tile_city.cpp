#include "algorithms/cells/tile_city.hpp"

#include <algorithm>
#include <mutex>
#include <numeric>

#include "algorithms/cells/shave_needles.hpp"
#include "algorithms/cells/simplify_borders.hpp"
#include "algorithms/cells/stitch_communities.hpp"
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

void tile_some(std::vector<std::size_t> order, std::span<const CommunityScene> scenes, std::vector<TiledCommunity>& tiled,
               const RunContext& run) {
  by_size(order, scenes);
  std::mutex guard;
  std::int64_t done = 0;
  for_each_parallel(order, run.threads, [&](std::size_t i) {
    tiled[i] = area_of(scenes[i]).empty() ? TiledCommunity{} : tile_community(scenes[i]);
    const std::scoped_lock lock(guard);
    run.report("stage_cells", ++done, static_cast<std::int64_t>(order.size()));
  });
}

void simplify_some(std::vector<std::size_t> order, std::span<const CommunityScene> scenes, std::vector<TiledCommunity>& tiled,
                   const RunContext& run) {
  by_size(order, scenes);
  for_each_parallel(order, run.threads, [&](std::size_t i) {
    simplify_borders(tiled[i], scenes[i]);
    shave_needles(tiled[i], scenes[i]);
  });
}

std::vector<std::size_t> all_of(std::size_t count) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  return order;
}

/// Numbers of the old city in equal content become those of the new one.
void renumber(TiledCommunity& tiled, const CommunityScene& before, const CommunityScene& after) {
  if (before.buildings == after.buildings && before.exclusives == after.exclusives && before.barriers == after.barriers) return;
  const auto place = [](const std::vector<std::int32_t>& list, std::int32_t number) {
    return static_cast<std::size_t>(std::find(list.begin(), list.end(), number) - list.begin());
  };
  std::copy(after.buildings.begin(), after.buildings.end(), tiled.building.begin());
  for (std::int32_t& e : tiled.exclusive)
    if (e >= 0) e = after.exclusives[place(before.exclusives, e)];
  for (std::int32_t& b : tiled.shared_site) b = after.buildings[place(before.buildings, b)];
  for (BorderSegment& s : tiled.segments)
    if (s.barrier >= 0) s.barrier = after.barriers[place(before.barriers, s.barrier)];
}

}  // namespace

std::vector<TiledCommunity> tile_city(std::span<const CommunityScene> scenes, const RunContext& run) {
  std::vector<TiledCommunity> tiled(scenes.size());
  tile_some(all_of(scenes.size()), scenes, tiled, run);
  stitch_communities(tiled, run.threads);
  simplify_some(all_of(scenes.size()), scenes, tiled, run);
  return tiled;
}

CityTiling::CityTiling(std::vector<CommunityScene> scenes, const RunContext& run) { update(std::move(scenes), run); }

std::size_t CityTiling::update(std::vector<CommunityScene> scenes, const RunContext& run) {
  const bool anew = scenes.size() != scenes_.size();
  if (anew) {
    content_.assign(scenes.size(), 0);
    apart_.assign(scenes.size(), {});
    tiles_.assign(scenes.size(), {});
  }
  changed_.clear();
  for (std::size_t i = 0; i < scenes.size(); ++i) {
    const std::uint64_t content = content_of(scenes[i]);
    if (anew || content != content_[i]) {
      changed_.push_back(i);
    } else {
      renumber(apart_[i], scenes_[i], scenes[i]);
      renumber(tiles_[i], scenes_[i], scenes[i]);
    }
    content_[i] = content;
  }
  scenes_ = std::move(scenes);
  tile_some(changed_, scenes_, apart_, run);
  join(run);
  return changed_.size();
}

void CityTiling::join(const RunContext& run) {
  std::vector<Box> boxes;
  for (const CommunityScene& scene : scenes_) {
    boxes.push_back(bounds(area_of(scene)));
    boxes.back().grow(1);
  }
  const auto with_neighbours = [&](const std::vector<std::size_t>& some) {
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < boxes.size(); ++i)
      if (std::any_of(some.begin(), some.end(), [&](std::size_t k) { return i == k || boxes[i].intersects(boxes[k]); }))
        all.push_back(i);
    return all;
  };
  // A neighbour's borders are right only where its own neighbours take part too.
  const std::vector<std::size_t> touched = with_neighbours(changed_), needed = with_neighbours(touched);
  std::vector<TiledCommunity> some;
  for (const std::size_t i : needed) some.push_back(apart_[i]);
  stitch_communities(some, run.threads);
  for (std::size_t k = 0; k < needed.size(); ++k)
    if (std::binary_search(touched.begin(), touched.end(), needed[k])) tiles_[needed[k]] = std::move(some[k]);
  simplify_some(touched, scenes_, tiles_, run);
}

}  // namespace wangge
