/// A real case outside the project: the folder `shared` next to the checkout, or WANGGE_SHARED. Rows that need it are skipped
/// where it does not exist: the cases may not be copied.
#pragma once

#include <string>

#include "core/city.hpp"

namespace wangge::bench {

/// The case of this name, prepared; nullptr when it is not on this machine. Read once a process.
[[nodiscard]] const City* real_city(const std::string& name);

}  // namespace wangge::bench
