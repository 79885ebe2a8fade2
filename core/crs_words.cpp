#include "core/crs_words.hpp"

#include <cstdlib>

namespace wangge {

std::string crs_words(Language language, const std::string& crs) {
  const std::string prefix = "EPSG:";
  if (crs.rfind(prefix, 0) != 0) return crs;
  const int code = std::atoi(crs.c_str() + prefix.size());
  // CGCS2000 three-degree Gauss-Kruger: 4513-4533 zones 25-45 with zone prefix, 4534-4554 central meridians 75-135 E without.
  if (code >= 4513 && code <= 4533) {
    const int zone = 25 + code - 4513;
    return say(language, "map_crs_zone", {std::to_string(zone), std::to_string(zone * 3), crs});
  }
  if (code >= 4534 && code <= 4554) return say(language, "map_crs_meridian", {std::to_string(75 + 3 * (code - 4534)), crs});
  if (code >= 32601 && code <= 32660) return say(language, "map_crs_utm", {std::to_string(code - 32600), crs});
  return crs;
}

}  // namespace wangge
