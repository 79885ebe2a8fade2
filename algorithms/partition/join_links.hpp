/// Must-linked atoms that lie apart need what lies between them in their grid; the search alone seldom finds it.
#pragma once

#include "algorithms/partition/attempt.hpp"

namespace wangge::partition {

/// The problem with every group of must-linked atoms that lies in several pieces grown along paths of fewest households until it
/// is one, where it then still fits under the maximum. A plan of the narrower problem is one of the task's. Returns false when
/// there is nothing to grow. O(groups * nodes log nodes).
[[nodiscard]] bool join_links(const Task& task, DivisionProblem& narrower);

}  // namespace wangge::partition
