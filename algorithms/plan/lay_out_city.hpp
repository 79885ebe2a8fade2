/// The two ends of the line of stages, shared by everything that makes a plan: from a city to problems of division, and from
/// divisions to a plan.
#pragma once

#include <vector>

#include "algorithms/plan/community_draft.hpp"
#include "core/catalogue.hpp"
#include "core/plan.hpp"
#include "core/run_context.hpp"

namespace wangge {

/// Scenes, cells, borders and problems of every community, in the order of City::communities. Equal on any number of threads.
[[nodiscard]] std::vector<CommunityDraft> lay_out_city(const City& city, const RunContext& run);

/// Borders and problem of one community whose cells are laid out.
void pose_problem(const City& city, CommunityDraft& draft);

/// Outlines, micro grids, codes and rows from drafts whose `division` is set. The drafts are used up.
[[nodiscard]] Plan draw_up_plan(const City& city, std::vector<CommunityDraft>& drafts, Language language, const RunContext& run);

}  // namespace wangge
