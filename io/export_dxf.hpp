/// Private to io: outlines for drawing programs, OUT.dxf: closed lines on the layers GRIDS, EXCLUSIVE, MICRO and COMMUNITIES, the
/// grid's code as text in the middle of its largest part on GRID_CODES. Working coordinates, metres; OUT.prj names the system.
#pragma once

#include <string>

#include "io/export_plan.hpp"
#include "io/export_source.hpp"

namespace wangge {

/// Throws ErrorException.
void export_outlines(const ExportSource& source, const std::string& path, const ExportOptions& options);

}  // namespace wangge
