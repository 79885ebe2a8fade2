/// Private to ledger: posts of the project in words, and which persons of a staff list fill them.
#pragma once

#include <array>
#include <string>

#include "core/catalogue.hpp"
#include "core/staff_rules.hpp"

namespace wangge {

[[nodiscard]] std::string post_name(const StaffPost& post, Language language);
/// A list may name the post in either language.
[[nodiscard]] bool is_post(const StaffPost& post, const std::string& words);
/// Posts that communities have beside those of their grids: community worker, officer, auxiliary, building head, unit head.
[[nodiscard]] const std::array<StaffPost, 5>& community_posts();
/// Persons a grid that the subsidy is for.
[[nodiscard]] std::int64_t paid_posts(const StaffRules& staff);

}  // namespace wangge
