/// Private to io: OGR geometry to and from plane geometry.
#pragma once

#include <ogr_geometry.h>

#include <memory>

#include "io/source_shape.hpp"

namespace wangge {

/// nullptr becomes a missing shape.
[[nodiscard]] SourceShape shape_from_ogr(const OGRGeometry* geometry);
/// A Polygon for one part, a MultiPolygon otherwise (also for none); outer rings as stored, rings closed.
[[nodiscard]] std::unique_ptr<OGRGeometry> ogr_from(const MultiPolygon& polygons);
/// A LineString for one part, a MultiLineString otherwise.
[[nodiscard]] std::unique_ptr<OGRGeometry> ogr_from(const MultiPolyline& lines);
[[nodiscard]] std::unique_ptr<OGRGeometry> ogr_from(Point point);

}  // namespace wangge
