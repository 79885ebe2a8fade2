#include "bench/sample_city.hpp"

#include <cstdlib>

#include "algorithms/cells/tile_city.hpp"
#include "algorithms/validate/prepare_city.hpp"
#include "example/generate_city.hpp"
#include "io/project_file.hpp"
#include "io/read_city.hpp"

namespace wangge::bench {

namespace {

City read_or_generate() {
  const char* file = std::getenv("WANGGE_BENCH_CITY");
  if (file == nullptr || *file == '\0') return generate_city(ExampleOptions{}, RunContext{}).city;
  return read_city(read_project(file).value(), RunContext{}).value();
}

}  // namespace

const City& sample_city() {
  static const City city = prepare_city(read_or_generate(), Language::english);
  return city;
}

std::vector<std::int32_t> compounds_of(const CommunityDraft& draft) {
  std::vector<std::int32_t> compounds;
  for (const std::int32_t b : draft.tiled.building)
    compounds.push_back(b < 0 ? -1 : sample_city().buildings[static_cast<std::size_t>(b)].compound);
  return compounds;
}

std::vector<std::int32_t> units_of(const CommunityDraft& draft) {
  std::vector<std::int32_t> units = draft.tiled.exclusive;
  for (std::size_t c = 0; c < units.size(); ++c)
    if (const std::int32_t b = draft.tiled.building[c]; b >= 0)
      units[c] = sample_city().buildings[static_cast<std::size_t>(b)].exclusive;
  return units;
}

const std::vector<CommunityDraft>& sample_drafts() {
  static const std::vector<CommunityDraft> drafts = [] {
    std::vector<CommunityDraft> made = set_scenes(sample_city());
    std::vector<CommunityScene> scenes;
    for (const CommunityDraft& draft : made) scenes.push_back(draft.scene);
    std::vector<TiledCommunity> tiled = tile_city(scenes, RunContext{});
    for (std::size_t i = 0; i < made.size(); ++i) {
      CommunityDraft& draft = made[i];
      draft.tiled = std::move(tiled[i]);
      draft.compound_of_cell = compounds_of(draft);
      draft.unit_of_cell = units_of(draft);
      draft.borders = cell_borders(draft.tiled, sample_city());
      draft.problem = division_problem(draft.tiled, draft.borders, sample_city(), draft.scene.community, draft.compound_of_cell,
                                       draft.unit_of_cell);
    }
    return made;
  }();
  return drafts;
}

std::size_t sample_buildings() {
  std::size_t buildings = 0;
  for (const CommunityDraft& draft : sample_drafts()) buildings += draft.scene.buildings.size();
  return buildings;
}

}  // namespace wangge::bench
