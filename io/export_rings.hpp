/// Private to io: the boundary strings that grid platforms (网格化平台) take in, OUT.rings.json.
/// One record a grid and a community: code, name, parent, extend (1 综合, 2 专属, 4 community, 5 micro grid), households,
/// area_m2, center, bbox, and `boundary`, the outer ring of the largest part, in one of three spellings:
///   pairs  [[lng,lat],…]     colon  "lng:lat,lng:lat"     comma  "lng,lat;lng,lat"
/// Records with several parts or with holes hold all rings in `rings`: a list of parts, each outer ring first.
/// Degrees with 7 decimals, of WGS 84 / CGCS2000 or, on request, of a shifted datum (GCJ-02, BD-09).
#pragma once

#include <string>

#include "io/export_plan.hpp"
#include "io/export_source.hpp"

namespace wangge {

/// Throws ErrorException.
void export_rings(const ExportSource& source, const std::string& path, const ExportOptions& options);

}  // namespace wangge
