/// Private to ledger: posts of the project in words, and which persons of a staff list fill them.
#pragma once

#include <string>

#include "core/catalogue.hpp"
#include "core/staff_rules.hpp"

namespace wangge {

[[nodiscard]] std::string post_name(const StaffPost& post, Language language);
/// A list may name the post in either language.
[[nodiscard]] bool is_post(const StaffPost& post, const std::string& words);

}  // namespace wangge
