/// Coordinate systems in the words that planners know them by.
#pragma once

#include <string>

#include "core/catalogue.hpp"

namespace wangge {

/// "CGCS2000, 3-degree zone, central meridian 111E (EPSG:4546)" of "EPSG:4546"; other systems as they are.
[[nodiscard]] std::string crs_words(Language language, const std::string& crs);

}  // namespace wangge
