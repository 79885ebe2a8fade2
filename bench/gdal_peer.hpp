/// The peer of our GeoPackage writer: the same grids and cells through GDAL's driver, spatial index included.
#pragma once

#include <string>

#include "core/plan.hpp"

namespace wangge::bench {

void write_cells_with_gdal(const City& city, const Plan& plan, const std::string& path);

}  // namespace wangge::bench
