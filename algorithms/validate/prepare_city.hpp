/// Makes a city as read ready to be divided: every building knows its community, compound, exclusive unit and old grid, and
/// neighbouring communities share the corners of their borders and do not overlap. What could not be placed stays with community
/// = -1 and has a finding. The stages after this one rely on it.
#pragma once

#include "core/catalogue.hpp"
#include "core/city.hpp"

namespace wangge {

/// Takes the city over (no copy of the geometry) and gives it back prepared; findings are appended to City::findings.
/// The same on any number of threads.
[[nodiscard]] City prepare_city(City city, Language language, int threads = 1);

}  // namespace wangge
