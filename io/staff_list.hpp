/// A staff list as counts by grid and post; as persons for internal editions only.
#pragma once

#include <vector>

#include "core/project.hpp"
#include "core/result.hpp"
#include "core/staff_rules.hpp"

namespace wangge {

/// Rules of the project with its list counted: names and telephone numbers are not read. Throws ErrorException.
[[nodiscard]] StaffRules read_staff(const Project& project);
/// Names and telephone numbers too (empty where the list has no such column), in the order of the list. Errors: invalid_input
/// when the project names no list; those of reading a layer, missing_column among them for the name.
[[nodiscard]] Result<std::vector<StaffPerson>> read_staff_persons(const Project& project);

}  // namespace wangge
