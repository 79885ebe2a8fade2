/// Private to io: a staff list as counts by grid and post. Names and telephone numbers are not read.
#pragma once

#include "core/project.hpp"
#include "core/staff_rules.hpp"

namespace wangge {

/// Rules of the project with its list counted. Throws ErrorException.
[[nodiscard]] StaffRules read_staff(const Project& project);

}  // namespace wangge
