/// Which centres serve: built ones, one of each id.
/// Guarantee: indices into City::centres, ascending. Cost: O(centres).
#pragma once

#include <cstdint>
#include <vector>

#include "core/city.hpp"

namespace wangge {

struct BuiltCentres {
  std::vector<std::int32_t> built;
  std::vector<std::int32_t> planned;   ///< should be built (应建), not built yet
  std::vector<std::int32_t> repeated;  ///< built, but their id was there before
};

[[nodiscard]] BuiltCentres built_centres(const City& city);

}  // namespace wangge
