/// What became of every record of the input.
#pragma once

#include <vector>

#include "core/city.hpp"
#include "core/record_account.hpp"

namespace wangge {

/// @param city      as prepare_city left it (City::records says how many records each layer held)
/// @param findings  all of them: of reading, of placing and of find_problems
[[nodiscard]] std::vector<LayerAccount> count_records(const City& city, const std::vector<Finding>& findings);

}  // namespace wangge
