/// Why a grid is out of range, in words that name the buildings and compounds in conflict.
#pragma once

#include <string>

#include "algorithms/plan/community_draft.hpp"
#include "core/catalogue.hpp"

namespace wangge {

/// @param grid  number in the draft's division; @param households of that grid
[[nodiscard]] std::string explain_grid(const City& city, const CommunityDraft& draft, std::int32_t grid, std::int64_t households,
                                       Language language);

/// Which of the rules that go before the range cannot be kept together; empty when that is not known.
[[nodiscard]] std::string explain_broken_rules(const City& city, const CommunityDraft& draft, Language language);

}  // namespace wangge
