/// Private to io: geometry as the blobs of a GeoPackage (header with envelope, then little-endian WKB), and back to its box.
#pragma once

#include <string>

#include "core/geometry.hpp"

namespace wangge {

/// One part: a plain polygon or line; several: a multi one. Rings are closed in the blob. Each returns the box.
Box geopackage_blob(const MultiPolygon& area, std::int32_t srs, std::string& blob);
Box geopackage_blob(const MultiPolyline& lines, std::int32_t srs, std::string& blob);
Box geopackage_blob(Point point, std::int32_t srs, std::string& blob);

}  // namespace wangge
