/// 微网格: divides the comprehensive grids of a community once more, each by itself, into parts of 50-80 households.
///
/// A grid that no number of micro grids fits gets the parts that come closest; one below the minimum stays one micro grid. Every
/// cell of a comprehensive grid lies in one micro grid; codes are the grid's code with two digits more.
#pragma once

#include "algorithms/plan/community_draft.hpp"
#include "core/run_context.hpp"

namespace wangge {

/// Fills draft.micro_of_cell, micro_parent and micro_areas from the division. Nothing without GridRules::micro.
void divide_micro(const City& city, CommunityDraft& draft, const RunContext& run);

}  // namespace wangge
