/// What a plan needs before it is mended: it becomes the plan in force, and the communities that break a rule are found.
#pragma once

#include <vector>

#include "core/city.hpp"
#include "core/plan.hpp"

namespace wangge {

/// Every building names its grid in `plan`: by its cell, or by place where the plan has no cells (drawn by hand).
void put_in_force(const Plan& plan, City& city);

/// By community: 1 where one of the violations lies.
[[nodiscard]] std::vector<char> broken_communities(const City& city, const std::vector<Violation>& violations);

}  // namespace wangge
