/// Why a grid is out of range, in words that name the buildings and compounds in conflict.
#pragma once

#include <string>

#include "algorithms/plan/community_draft.hpp"
#include "core/catalogue.hpp"

namespace wangge {

/// @param grid  number in the draft's division; @param households of that grid
[[nodiscard]] std::string explain_grid(const City& city, const CommunityDraft& draft, std::int32_t grid, std::int64_t households,
                                       Language language);

}  // namespace wangge
