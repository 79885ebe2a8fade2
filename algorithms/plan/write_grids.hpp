/// From the draft of a community to the rows of the plan: cells, grids with figures and reasons, violations, findings.
#pragma once

#include "algorithms/outline/street_names.hpp"
#include "algorithms/plan/community_draft.hpp"
#include "core/catalogue.hpp"
#include "core/plan.hpp"

namespace wangge {

/// The rows of one community, as a plan of its own; takes the outlines of its cells out of the draft. Communities may be written
/// at the same time.
[[nodiscard]] Plan write_grids(const City& city, CommunityDraft&& draft, const StreetNames& streets, Language language);

/// Appends the rows of one community to the plan of the city.
void append_rows(Plan&& community, Plan& plan);

}  // namespace wangge
