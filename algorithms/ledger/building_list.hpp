/// Lists of buildings as planners write them: "玉山里1—10、12号楼；杏霞公馆1号楼".
/// Guarantees: every building is in the list exactly once; numbers ascend, three or more in a row become a range; 1栋, 1幢, 1号楼
/// of one compound count as one way of writing (the first one met is shown); buildings without a name are counted, not hidden.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/catalogue.hpp"
#include "core/city.hpp"

namespace wangge {

/// By compound in the order of the list, then what belongs to none.
[[nodiscard]] std::string building_list(const City& city, std::span<const std::int32_t> buildings, Language language);
/// "玉山里、杏霞公馆": names, or ids where there are none, in the order given.
[[nodiscard]] std::string compound_list(const City& city, std::span<const std::int32_t> compounds, Language language);

}  // namespace wangge
