#include "example/generate_city.hpp"

#include "example/assemble_city.hpp"
#include "example/communities.hpp"
#include "example/districts.hpp"
#include "example/exclusive_units.hpp"
#include "example/gates.hpp"
#include "example/lot_ways.hpp"
#include "example/lots.hpp"
#include "example/names.hpp"
#include "example/people.hpp"
#include "example/previous_plan.hpp"
#include "example/stories.hpp"
#include "example/street_blocks.hpp"

namespace wangge {

using namespace example;

ExampleCity generate_city(const ExampleOptions& options, const RunContext& run) {
  // Order of levels: nothing later moves something earlier.
  constexpr int kStages = 6;
  int stage = 0;
  auto next_stage = [&] { run.report("stage_example", stage++, kStages); };
  next_stage();
  CityDraft draft{make_skeleton(options.size, options.seed), {}, {}, {}, {}, {}, {}, {}, {}, {}, {}};
  draft.cell_hectares = cut_superblocks(draft.skeleton, options.seed);
  assign_districts(draft.skeleton, options.size, options.seed);
  draft.block_hectares = cut_street_blocks(draft.skeleton, options.seed);
  settle_story_blocks(draft);
  mix_blocks(draft.skeleton, options.size, options.seed);
  cut_local_streets(draft.skeleton, options.seed);
  settle_pocket(draft);
  next_stage();
  make_lots(draft, options.seed);
  choose_exclusive_units(draft, options.size, options.seed);
  settle_households(draft, options.size, options.seed);
  subdivide_large_lots(draft, options.seed);
  name_lots(draft, options.seed);
  next_stage();
  make_gates(draft, options.seed);
  make_lot_ways(draft);
  next_stage();
  make_communities(draft, options.size, options.seed);
  plant_community_stories(draft, options.size);
  name_communities(draft, options.seed);
  make_previous_plan(draft, options.size, options.seed);
  next_stage();
  const StreetLinks links = make_street_links(draft.skeleton.mesh);
  const WalkNetwork network = make_walk_network(draft, links, options.size, options.seed);
  const std::vector<CentreDraft> centres = make_centres(draft, network, options.size, options.seed);
  next_stage();
  return assemble_city(draft, {links, network, centres}, options);
}

}  // namespace wangge
