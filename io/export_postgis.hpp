/// Private to io: a plan as tables of a PostGIS database, target "PG:host=... dbname=... active_schema=...".
/// Guarantees
///  - one transaction: all tables or none; other sessions see the former plan until the end;
///  - a table of that name is replaced only when its comment says that wangge wrote it;
///  - polygons are multipolygons, names of columns as in the plan, their Chinese names are comments.
/// Errors: unwritable_file (no connection, no right, a table of somebody else), without the password of the target.
#pragma once

#include <string>

#include "io/export_format.hpp"
#include "io/export_plan.hpp"
#include "io/export_source.hpp"

namespace wangge {

/// Throws ErrorException.
void export_to_postgis(const ExportSource& source, const std::string& target, const ExportFormat& format,
                       const ExportOptions& options);

}  // namespace wangge
