/// From the draft of a community to the rows of the plan: cells, grids with figures and reasons, violations, findings.
#pragma once

#include "algorithms/outline/street_names.hpp"
#include "algorithms/plan/community_draft.hpp"
#include "core/catalogue.hpp"
#include "core/plan.hpp"

namespace wangge {

/// Appends one community to the plan.
void write_grids(const City& city, const CommunityDraft& draft, const StreetNames& streets, Language language, Plan& plan);

}  // namespace wangge
