#include <algorithm>

#include "algorithms/cells/drop_unused_points.hpp"
#include "algorithms/cells/order_by_place.hpp"
#include "algorithms/cells/shave_needles.hpp"
#include "algorithms/cells/simplify_borders.hpp"
#include "algorithms/cells/stitch_communities.hpp"
#include "algorithms/cells/straighten_ends.hpp"
#include "algorithms/cells/tile_community.hpp"
#include "bench/rates.hpp"
#include "bench/sample_city.hpp"

namespace wangge::bench {

namespace {

void tile_communities(benchmark::State& state) {
  const std::vector<CommunityDraft>& drafts = sample_drafts();
  std::size_t cells = 0, failed = 0;
  for (auto _ : state) {
    cells = failed = 0;
    for (const CommunityDraft& draft : drafts) {
      const TiledCommunity tiled = tile_community(draft.scene);
      cells += tiled.cell_count();
      failed += tiled.noding_failed ? 1 : 0;
    }
  }
  time_per(state, "building", sample_buildings());
  state.counters["cells"] = static_cast<double>(cells);
  state.counters["noding_failed"] = static_cast<double>(failed);
}
BENCHMARK(tile_communities)->Name("cells/tile_communities")->Unit(benchmark::kMillisecond);

void arrange_communities(benchmark::State& state) {
  const std::vector<CommunityDraft>& drafts = sample_drafts();
  for (auto _ : state)
    for (const CommunityDraft& draft : drafts) benchmark::DoNotOptimize(arrange_community(draft.scene).face_meaning.data());
  time_per(state, "building", sample_buildings());
}
BENCHMARK(arrange_communities)->Name("cells/arrange_communities")->Unit(benchmark::kMillisecond);

void straighten(benchmark::State& state) {
  std::vector<TiledCommunity> made;
  for (const CommunityDraft& draft : sample_drafts()) made.push_back(tile_community(draft.scene));
  for (auto _ : state) {
    state.PauseTiming();
    std::vector<TiledCommunity> tiled = made;
    state.ResumeTiming();
    for (std::size_t i = 0; i < tiled.size(); ++i) straighten_ends(tiled[i], sample_drafts()[i].scene);
  }
  time_per(state, "building", sample_buildings());
}
BENCHMARK(straighten)->Name("cells/straighten_ends")->Unit(benchmark::kMillisecond);

void order(benchmark::State& state) {
  for (auto _ : state) {
    state.PauseTiming();
    std::vector<TiledCommunity> tiled;
    for (const CommunityDraft& draft : sample_drafts()) tiled.push_back(draft.tiled);
    for (TiledCommunity& t : tiled) {  // as the stages before leave them, in no order
      std::reverse(t.segments.begin(), t.segments.end());
      drop_unused_points(t);
    }
    state.ResumeTiming();
    for (TiledCommunity& t : tiled) benchmark::DoNotOptimize(order_by_place(t).data());
  }
  time_per(state, "building", sample_buildings());
}
BENCHMARK(order)->Name("cells/order_by_place")->Unit(benchmark::kMillisecond);

void stitch(benchmark::State& state) {
  std::vector<TiledCommunity> apart;
  std::size_t segments = 0;
  for (const CommunityDraft& draft : sample_drafts()) {
    apart.push_back(tile_community(draft.scene));
    segments += apart.back().segments.size();
  }
  for (auto _ : state) {
    state.PauseTiming();
    std::vector<TiledCommunity> tiled = apart;
    state.ResumeTiming();
    stitch_communities(tiled);
  }
  time_per(state, "segment", segments);
}
BENCHMARK(stitch)->Name("cells/stitch_communities")->Unit(benchmark::kMillisecond);

void simplify(benchmark::State& state) {
  std::vector<TiledCommunity> stitched;
  for (const CommunityDraft& draft : sample_drafts()) stitched.push_back(tile_community(draft.scene));
  stitch_communities(stitched);
  std::size_t before = 0, after = 0;
  for (const TiledCommunity& tiled : stitched) before += tiled.points.size();
  for (auto _ : state) {
    state.PauseTiming();
    std::vector<TiledCommunity> tiled = stitched;
    state.ResumeTiming();
    after = 0;
    for (std::size_t i = 0; i < tiled.size(); ++i) {
      simplify_borders(tiled[i], sample_drafts()[i].scene);
      after += tiled[i].points.size();
    }
  }
  time_per(state, "building", sample_buildings());
  state.counters["points_before"] = static_cast<double>(before);
  state.counters["points_after"] = static_cast<double>(after);
}
BENCHMARK(simplify)->Name("cells/simplify_borders")->Unit(benchmark::kMillisecond);

void shave(benchmark::State& state) {
  std::vector<TiledCommunity> drawn;
  for (const CommunityDraft& draft : sample_drafts()) drawn.push_back(tile_community(draft.scene));
  stitch_communities(drawn);
  for (std::size_t i = 0; i < drawn.size(); ++i) simplify_borders(drawn[i], sample_drafts()[i].scene);
  for (auto _ : state) {
    state.PauseTiming();
    std::vector<TiledCommunity> tiled = drawn;
    state.ResumeTiming();
    for (std::size_t i = 0; i < tiled.size(); ++i) shave_needles(tiled[i], sample_drafts()[i].scene);
  }
  time_per(state, "building", sample_buildings());
}
BENCHMARK(shave)->Name("cells/shave_needles")->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace wangge::bench
