#include "algorithms/cells/shave_needles.hpp"
#include "algorithms/cells/simplify_borders.hpp"
#include "algorithms/cells/stitch_communities.hpp"
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
