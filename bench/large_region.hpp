/// A large region without communities and compounds, as foreign and open data often have it: footprints, roads and rivers in one
/// piece of land. Made of the generated city, so that everybody measures the same.
#pragma once

#include "core/city.hpp"

namespace wangge::bench {

/// Whole communities of the full generated city (seed 1), from its middle outwards, joined into one until it holds about 10,000
/// buildings; as prepare_city left it.
[[nodiscard]] const City& large_region();

}  // namespace wangge::bench
