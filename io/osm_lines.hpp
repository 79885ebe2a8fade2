/// Walking lines from OpenStreetMap files (.osm, .osm.pbf): which layer and columns to read. Who may walk on them:
/// core/osm_tags.hpp.
#pragma once

#include <string>

#include "core/project.hpp"

namespace wangge {

[[nodiscard]] bool is_osm_file(const std::string& path);
/// The section with layer and columns as GDAL names them where the project gives none; other sections and files unchanged.
[[nodiscard]] ProjectSection with_osm_defaults(const std::string& name, ProjectSection section);

}  // namespace wangge
