/// Level 2 improved by local repairs: a fitting compound that the plan splits is put into one of its grids, and the plan around
/// it is mended.
#pragma once

#include "algorithms/partition/attempt.hpp"

namespace wangge::partition {

/// Tries the largest split compounds first, and takes every plan that is no worse at level 1 and better at level 2. Returns
/// whether `best` has changed. Locked grids and torn compounds stay as they are.
/// @cost a short search from the plan at hand a try, at most two tries a compound and 24 in all.
bool rejoin_compounds(const Task& task, const PartLimits& limits, Attempt& best);

}  // namespace wangge::partition
