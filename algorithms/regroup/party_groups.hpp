/// 党小组: the party groups of the branches, one a yard (小区/院落).
/// Rules
///  - the members of a branch that live in one compound are a group; those outside compounds are one group of the branch;
///  - a group of fewer than `group_members` joins the nearest other group of its branch (middle of its members' buildings to
///    middle), the smallest first; a branch with too few members for one group is one group;
///  - the polygon of a group is the land of its yards within the branch, yards without members have none; land outside yards is
///  of
///    the group of those who live there. Polygons of groups do not overlap and lie within their branch.
#pragma once

#include "core/catalogue.hpp"
#include "core/city.hpp"
#include "core/plan.hpp"

namespace wangge {

/// Sets Plan::groups from Plan::branches; every party member of a branch is in exactly one of its groups.
void form_groups(const City& city, Language language, Plan& plan);

}  // namespace wangge
