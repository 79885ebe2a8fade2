/// The smallest relaxation for land that hard barriers part from its community: which barrier a crossing should lead over.
#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/plan/community_draft.hpp"
#include "core/run_context.hpp"

namespace wangge {

/// For every connected part with grids out of range: of the longest hard barriers on its rim, up to four, the one whose crossing
/// leaves fewest households out of range, as a plan made with it shows. Parts that none helps are left out, as are those whose
/// only fault is a single building above the maximum.
/// @cost a division of the community without proof for each barrier tried.
[[nodiscard]] std::vector<BarrierToOpen> barriers_to_open(const City& city, const CommunityDraft& draft, const RunContext& run);

}  // namespace wangge
