/// One city at each stage of its way, made once a process: what a benchmark measures is only its own stage. It is the generated
/// sample city, or the one whose project file the environment variable WANGGE_BENCH_CITY names.
#pragma once

#include <cstddef>
#include <vector>

#include "algorithms/plan/community_draft.hpp"
#include "core/city.hpp"

namespace wangge::bench {

/// As prepare_city left it; seed 1 when generated.
[[nodiscard]] const City& sample_city();
/// By community: scene, tiled land (stitched), borders and problem; not yet divided.
[[nodiscard]] const std::vector<CommunityDraft>& sample_drafts();
/// Buildings that belong to a community.
[[nodiscard]] std::size_t sample_buildings();

/// Compounds of the cells of a draft.
[[nodiscard]] std::vector<std::int32_t> compounds_of(const CommunityDraft& draft);
/// Exclusive units of the cells of a draft.
[[nodiscard]] std::vector<std::int32_t> units_of(const CommunityDraft& draft);

}  // namespace wangge::bench
