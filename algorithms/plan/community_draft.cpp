#include "algorithms/plan/community_draft.hpp"

#include <utility>

#include "core/box_index.hpp"

namespace wangge {

std::vector<CommunityDraft> set_scenes(const City& city) {
  std::vector<CommunityDraft> drafts(city.communities.size());
  for (std::size_t b = 0; b < city.buildings.size(); ++b)
    if (const std::int32_t c = city.buildings[b].community; c >= 0)
      drafts[static_cast<std::size_t>(c)].scene.buildings.push_back(static_cast<std::int32_t>(b));
  auto boxes = [](const auto& records) {
    std::vector<Box> out;
    for (const auto& r : records) out.push_back(bounds(r.area));
    return out;
  };
  std::vector<Box> barrier_boxes = boxes(city.barriers);
  for (std::size_t i = 0; i < city.barriers.size(); ++i)
    for (const Polyline& line : city.barriers[i].lines) barrier_boxes[i].expand(bounds(line));
  const BoxIndex compounds(boxes(city.compounds)), exclusives(boxes(city.exclusives)), barriers(barrier_boxes);
  for (std::size_t c = 0; c < drafts.size(); ++c) {
    CommunityScene& scene = drafts[c].scene;
    scene.city = &city;
    scene.community = static_cast<std::int32_t>(c);
    const Box box = bounds(city.communities[c].area);
    scene.compounds = compounds.query(box);
    scene.exclusives = exclusives.query(box);
    scene.barriers = barriers.query(box);
  }
  return drafts;
}

std::vector<CommunityScene> scenes_of(const City& city) {
  std::vector<CommunityScene> scenes;
  for (CommunityDraft& draft : set_scenes(city)) scenes.push_back(std::move(draft.scene));
  return scenes;
}

}  // namespace wangge
