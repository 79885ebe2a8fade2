/// Problems in the data beyond reading and placing: what a planner should look at before dividing, each with a place and a
/// repair. Looks at footprints (overlaps, repeats, slivers, rings that cross themselves), communities (gaps, overlaps, crossing
/// rings), household counts, names, compounds, centres, gates, barriers, the walking network, the plan in force and layers that
/// lie shifted against each other.
/// @param prepared  as prepare_city left it; City::findings (reading and placing) are not repeated.
/// @return          in the order of the parts above, then of the records; equal input gives equal text.
/// A building that shares its ground with several others has one finding a kind, with the first of them and how many more.
/// @param run       a run that should stop ends the search after a moment; what it gives then is not complete.
/// @cost            about a second for 100,000 buildings.
#pragma once

#include <vector>

#include "core/catalogue.hpp"
#include "core/city.hpp"
#include "core/run_context.hpp"

namespace wangge {

[[nodiscard]] std::vector<Finding> find_problems(const City& prepared, Language language, const RunContext& run = RunContext{});

}  // namespace wangge
